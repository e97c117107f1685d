package io.seawall.reach;

import io.seawall.model.Facts;
import io.seawall.model.Snapshot;
import io.seawall.model.cloud.AzureFirewall;
import io.seawall.model.cloud.FirewallRule;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch.NamedPort;
import io.seawall.model.policy.Rule;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Everything that the rules of a cluster ask of endpoints: pods that answer all of it alike are
/// one class.
final class Questions {
  private final Set<String> podKeys = new HashSet<>();
  private final Set<String> namespaceKeys = new HashSet<>();
  private final Set<String> portNames = new HashSet<>();
  private final Set<Cidr> blocks = new LinkedHashSet<>();
  private final List<AddressSet> sets = new ArrayList<>();

  private Questions() {}

  static Questions of(Snapshot snapshot) {
    Facts facts = snapshot.facts();
    Questions questions = new Questions();
    facts.kubernetes().policies().forEach(questions::add);
    facts.kubernetes().guards().policies().forEach(one -> questions.add(one.policy()));
    facts.kubernetes().workloads().stream()
        .map(Workload::mesh)
        .distinct()
        .flatMap(member -> member.inbound().stream())
        .distinct()
        .forEach(questions::add);
    for (SecurityGroup group : facts.azure().securityGroups()) {
      for (List<Rule> rules : group.rules().values()) {
        for (Rule rule : rules) {
          questions.add(rule.local());
          questions.add(rule.peers());
        }
      }
    }
    for (AzureFirewall firewall : facts.azure().firewalls()) {
      for (FirewallRule rule : firewall.rules()) {
        questions.add(rule.rule().local());
        questions.add(rule.rule().peers());
      }
    }
    if (snapshot.aks().isPresent()) { // without it policies alone are asked about outside
      Entrances.ask(facts.kubernetes(), questions);
      Leads.ask(facts.kubernetes(), questions);
    }
    return questions;
  }

  /// A label of pods is asked for.
  void podKey(String key) {
    podKeys.add(key);
  }

  /// A port is asked for by name.
  void portName(String name) {
    portNames.add(name);
  }

  /// These addresses are told from others.
  void addresses(AddressSet set) {
    sets.add(set);
  }

  private void add(Policy policy) {
    add(policy.subject());
    for (Rule rule : policy.rules()) {
      for (NamedPort port : rule.ports().named()) {
        portNames.add(port.name());
      }
      add(rule.local());
      add(rule.peers());
    }
  }

  private void add(Peers peers) {
    peers.parts().forEach(this::add);
  }

  private void add(Peers.Part part) {
    switch (part) {
      case Peers.Pods(var namespaces, var labels) -> {
        labels.addKeys(podKeys);
        if (namespaces instanceof NamespaceTest.Labelled(var test)) {
          test.addKeys(namespaceKeys);
        }
      }
      case Peers.Addresses(var addresses) -> {
        sets.add(addresses.sure());
        sets.add(addresses.possible());
      }
      case Peers.Block(var block, var exceptions) -> {
        blocks.add(block);
        blocks.addAll(exceptions);
      }
      case Peers.Everybody _,
          Peers.Nodes _,
          Peers.Outside _,
          Peers.Proxied _,
          Peers.Unknown _,
          Peers.ApplicationGroup _,
          Peers.Tag _ -> {}
    }
  }

  /// Keys of pod labels.
  Set<String> podKeys() {
    return podKeys;
  }

  /// Keys of namespace labels.
  Set<String> namespaceKeys() {
    return namespaceKeys;
  }

  /// Names of ports.
  Set<String> portNames() {
    return portNames;
  }

  /// Sets of addresses, each once.
  Set<AddressSet> addresses() {
    Set<AddressSet> all = new LinkedHashSet<>(sets);
    blocks.forEach(block -> all.add(AddressSet.of(block)));
    return all;
  }
}
