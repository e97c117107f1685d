package io.seawall.dialects;

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

/// Writes what the proxy of a mesh does with connections to a pod as policies.
public final class MeshPolicies {
  private static final Peers EVERY_POD =
      new Peers.Pods(new NamespaceTest.Labelled(LabelTest.any()), LabelTest.any());

  private MeshPolicies() {}

  /// The object that says something.
  ///
  /// @param namespace empty for an object of the whole cluster
  public record Speaker(String kind, Optional<String> namespace, String name, SourceRef where) {
    /// A workload, by its annotations.
    public static Speaker of(Workload workload) {
      Workload.Id id = workload.id();
      return new Speaker(id.kind(), Optional.of(id.namespace()), id.name(), workload.where());
    }
  }

  /// What an object says at one stage.
  ///
  /// @param priority the order among policies of a stage that is folded by first match
  /// @param sure whether it is known that the object is in force
  public static Policy of(
      Speaker speaker, Stage stage, double priority, boolean sure, List<Rule> rules) {
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

  /// A rule for connections to the pod.
  ///
  /// @param name as its object calls it; empty if it has none
  public static Rule rule(
      Verdict verdict, Peers peers, PortMatch ports, String name, SourceRef where) {
    return new Rule(verdict, new Peers.Everybody(), peers, ports, name, where);
  }

  /// These ports of TCP.
  public static PortMatch ports(Ports ports) {
    return new PortMatch(PacketSet.of(Protocol.TCP, ports, Ports.ALL), List.of());
  }
}
