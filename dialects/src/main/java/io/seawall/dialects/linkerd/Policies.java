package io.seawall.dialects.linkerd;

import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Stage;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.List;
import java.util.Optional;

/// Writes what a proxy does as policies.
final class Policies {
  private static final Peers EVERY_POD =
      new Peers.Pods(new NamespaceTest.Labelled(LabelTest.any()), LabelTest.any());

  private Policies() {}

  /// Who says something.
  record Speaker(String kind, Optional<String> namespace, String name, SourceRef where) {
    static Speaker of(LinkerdObject object) {
      return new Speaker(
          object.kind(), Optional.of(object.namespace()), object.name(), object.where());
    }

    static Speaker of(Workload workload) {
      Workload.Id id = workload.id();
      return new Speaker(id.kind(), Optional.of(id.namespace()), id.name(), workload.where());
    }
  }

  static Policy of(Speaker speaker, Stage stage, double priority, boolean sure, List<Rule> rules) {
    return new Policy(
        speaker.kind,
        speaker.namespace,
        speaker.name,
        stage.tier(),
        priority,
        Direction.INGRESS,
        EVERY_POD,
        sure,
        rules,
        Verdict.PASS,
        speaker.where);
  }

  static Rule rule(Verdict verdict, Peers peers, PortMatch ports, String name, SourceRef where) {
    return new Rule(verdict, new Peers.Everybody(), peers, ports, name, where);
  }

  /// These ports of TCP.
  static PortMatch ports(Ports ports) {
    return new PortMatch(PacketSet.of(Protocol.TCP, ports, Ports.ALL), List.of());
  }
}
