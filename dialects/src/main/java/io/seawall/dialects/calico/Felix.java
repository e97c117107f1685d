package io.seawall.dialects.calico;

import io.seawall.dialects.Fields;
import io.seawall.dialects.Fields.Keys;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.dialects.kubernetes.ObjectType;
import io.seawall.model.AddressBounds;
import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Document;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.NodeGuards.FromOwnPods;
import io.seawall.model.policy.NodePolicy;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.PortMatch;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Tier;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.AddressSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// How the agents of Calico are set: by the environment of their pods, else by the
/// FelixConfiguration of their node, else by the one for all nodes, else by default.
///
/// Source: Calico documentation, "Configuring Felix" (the order in which these count).
final class Felix {
  private static final Tier FAILSAFE =
      new Tier(Double.NEGATIVE_INFINITY, "failsafe ports", Tier.Fold.FIRST_BY_NAME);

  private final List<FelixValues> agents = new ArrayList<>();
  private final List<FelixValues> configurations = new ArrayList<>();

  /// Takes a FelixConfiguration. It has many fields of no matter here.
  void take(ObjectMeta meta, Fields root, List<Diagnostic> complaints) {
    configurations.add(FelixValues.of(meta.name(), root, complaints));
  }

  /// Looks at an object of any kind: the DaemonSet `calico-node` runs the agents.
  void look(Document document, ObjectType type) {
    if (!type.kind().equals("DaemonSet") || !type.group().equals("apps")) {
      return;
    }
    Fields root =
        Fields.of(
            document.root(), ObjectMeta.place(document, type), Keys.EXACT, new ArrayList<>(0));
    ObjectMeta meta = ObjectMeta.read(document, type, root);
    if (meta.name().equals("calico-node")) {
      Map<String, Optional<String>> variables = new HashMap<>();
      root
          .child("spec")
          .flatMap(spec -> spec.child("template"))
          .flatMap(template -> template.child("spec"))
          .map(pod -> pod.children("containers"))
          .orElse(List.of())
          .stream()
          .flatMap(container -> container.children("env").stream())
          .forEach(
              one -> one.text("name").ifPresent(name -> variables.put(name, one.anyText("value"))));
      agents.add(FelixValues.ofEnvironment(variables, meta.where()));
    }
  }

  /// What a setting may be.
  ///
  /// @param candidates one if it is known
  private record Setting<T>(Set<T> candidates, boolean whole) {
    Optional<T> known() {
      return whole && candidates.size() == 1
          ? Optional.of(candidates.iterator().next())
          : Optional.empty();
    }
  }

  private static <T> Setting<T> setting(
      List<FelixValues> agents,
      List<FelixValues> configurations,
      Function<FelixValues, Optional<T>> field,
      T otherwise) {
    Set<T> candidates = new LinkedHashSet<>();
    boolean byAgents = !agents.isEmpty();
    for (FelixValues agent : agents) {
      field.apply(agent).ifPresent(candidates::add);
      byAgents &= field.apply(agent).isPresent();
    }
    if (!byAgents) {
      configurations.forEach(one -> field.apply(one).ifPresent(candidates::add));
      boolean forAll =
          configurations.stream()
              .anyMatch(one -> one.node().isEmpty() && field.apply(one).isPresent());
      if (!forAll) {
        candidates.add(otherwise);
      }
    }
    boolean whole =
        agents.stream().allMatch(FelixValues::whole)
            && (byAgents || configurations.stream().allMatch(FelixValues::whole));
    return new Setting<>(candidates, whole);
  }

  /// Those in the folder of a place, or all if there are none: folders may hold clusters of their
  /// own.
  private static List<FelixValues> near(List<FelixValues> all, SourceRef place) {
    List<FelixValues> near =
        all.stream().filter(one -> folder(one.where()).equals(folder(place))).toList();
    return near.isEmpty() ? all : near;
  }

  private static String folder(SourceRef place) {
    return place.file().substring(0, place.file().lastIndexOf('/') + 1);
  }

  /// The ports that stay open, as policies that are asked first.
  ///
  /// @param guarded a place of the cluster that they are for
  List<NodePolicy> failsafe(SourceRef guarded) {
    List<FelixValues> nearAgents = near(agents, guarded);
    List<FelixValues> near = near(configurations, guarded);
    List<NodePolicy> policies = new ArrayList<>();
    for (Direction direction : Direction.values()) {
      Setting<List<FailsafePort>> setting =
          setting(
              nearAgents,
              near,
              values -> values.failsafe(direction),
              FailsafePort.defaults(direction));
      SourceRef where =
          Stream.concat(nearAgents.stream(), near.stream())
              .filter(values -> values.failsafe(direction).isPresent() || !values.whole())
              .map(FelixValues::where)
              .findFirst()
              .orElse(guarded);
      setting
          .candidates()
          .forEach(ports ->
              policies.add(
                  failsafe(
                      direction,
                      setting.known().isPresent(),
                      ports.stream().map(port -> rule(port, where)).toList(),
                      guarded)));
      if (!setting.whole()) {
        Peers unknown = new Peers.Unknown("which failsafe ports " + where.object() + " opens");
        Rule rule = rule(unknown, PortMatch.ALL, where);
        policies.add(failsafe(direction, false, List.of(rule), guarded));
      }
    }
    return policies;
  }

  private static Rule rule(FailsafePort port, SourceRef where) {
    Peers peers =
        port.net()
            .<Peers>map(net -> new Peers.Addresses(AddressBounds.exactly(AddressSet.of(net))))
            .orElse(new Peers.Everybody());
    return rule(peers, new PortMatch(port.packets(), List.of()), where);
  }

  private static Rule rule(Peers peers, PortMatch ports, SourceRef where) {
    return new Rule(
        Verdict.ALLOW, new Peers.Everybody(), peers, ports, "failsafe port of Calico", where);
  }

  private static NodePolicy failsafe(
      Direction direction, boolean sure, List<Rule> rules, SourceRef guarded) {
    Policy policy =
        new Policy(
            "FelixConfiguration",
            Optional.empty(),
            "default",
            FAILSAFE,
            0,
            direction,
            new Peers.Nodes(LabelTest.any()),
            sure,
            rules,
            Verdict.PASS,
            guarded);
    return new NodePolicy(NodePolicy.Stage.FAILSAFE, false, policy);
  }

  /// What becomes of packets of pods to their own node, as far as it is said. A variable that the
  /// input does not show may say otherwise than a configuration that drops them; what installs
  /// Calico sets one that accepts them.
  List<FromOwnPods> fromOwnPods() {
    List<FromOwnPods> all = new ArrayList<>();
    Set<String> folders = new LinkedHashSet<>();
    agents.forEach(one -> folders.add(folder(one.where())));
    configurations.forEach(one -> folders.add(folder(one.where())));
    for (String folder : folders) {
      fromOwnPods(in(agents, folder), in(configurations, folder)).ifPresent(all::add);
    }
    return all;
  }

  private static List<FelixValues> in(List<FelixValues> all, String folder) {
    return all.stream().filter(one -> folder(one.where()).equals(folder)).toList();
  }

  private static Optional<FromOwnPods> fromOwnPods(
      List<FelixValues> agents, List<FelixValues> configurations) {
    List<FelixValues> said =
        Stream.concat(agents.stream(), configurations.stream())
            .filter(values -> values.drop().isPresent() || !values.whole())
            .toList();
    if (agents.isEmpty() && said.isEmpty()) {
      return Optional.empty();
    }
    FelixValues object = said.isEmpty() ? agents.getFirst() : said.getFirst();
    Optional<Boolean> drop = setting(agents, configurations, FelixValues::drop, true).known();
    boolean shown = !agents.isEmpty() || drop.filter(one -> !one).isPresent();
    boolean ebpf = setting(agents, configurations, FelixValues::ebpf, false).known().orElse(true);
    return Optional.of(
        new FromOwnPods(shown ? drop : Optional.empty(), ebpf, object.title(), object.where()));
  }
}
