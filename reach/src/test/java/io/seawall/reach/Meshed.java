package io.seawall.reach;

import io.seawall.model.SourceRef;
import io.seawall.model.mesh.Identity;
import io.seawall.model.mesh.Member;
import io.seawall.model.mesh.Mesh;
import io.seawall.model.mesh.Stage;
import io.seawall.model.mesh.Standing;
import io.seawall.model.policy.Direction;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Pods of a mesh and what their proxies do, as a test says it.
final class Meshed {
  private static final SourceRef WHERE = SourceRef.of("mesh.yaml", 1);
  static final Standing IN = new Standing.In(false, WHERE);
  static final Standing OUT = new Standing.Out(Standing.Cause.KEPT_OUT, "is kept out", WHERE);
  static final Standing UNKNOWN = new Standing.Unknown("labels", "kubectl get pods", WHERE);

  /// Port of tunnels.
  static final PacketSet TUNNEL = Written.port(15_008);

  /// Plain text is refused.
  static final Policy STRICT =
      policy(
          Stage.TRANSPORT,
          Verdict.PASS,
          Written.rule(
              Verdict.DENY,
              new Peers.Not(new Peers.Identified(LabelTest.any())),
              PacketSet.of(Protocol.TCP)));

  private Meshed() {}

  /// Pods with a proxy each, which can send plain text as well.
  ///
  /// @param account `namespace/name`
  static Member sidecar(String account, Policy... inbound) {
    return member(Mesh.ISTIO, IN, account, inbound);
  }

  /// Pods with a proxy on each node.
  static Member ambient(String account, Policy... inbound) {
    return member(Mesh.ISTIO_AMBIENT, IN, account, inbound);
  }

  static Member member(Mesh mesh, Standing standing, String account, Policy... inbound) {
    int slash = account.indexOf('/');
    Member.Sends sends =
        new Member.Sends(
            Identity.ofIstio("td", account.substring(0, slash), account.substring(slash + 1)),
            Identity.ofIstio("td", Identity.NOBODY, Identity.DEFAULT_ACCOUNT),
            mesh == Mesh.ISTIO,
            mesh == Mesh.ISTIO_AMBIENT ? Optional.of(TUNNEL) : Optional.empty());
    return new Member(
        Optional.of(new Member.Place(mesh, standing, sends)), List.of(inbound), List.of());
  }

  /// A policy at a stage, by the name of which it is called.
  static Policy policy(Stage stage, Verdict unmatched, Rule... rules) {
    SourceRef where = SourceRef.of(stage.tier().name() + ".yaml", 1);
    List<Rule> placed = new ArrayList<>();
    for (Rule rule : rules) {
      placed.add(
          new Rule(
              rule.verdict(),
              rule.local(),
              rule.peers(),
              rule.ports(),
              where.at("rules[" + placed.size() + "]", 2 + placed.size())));
    }
    return new Policy(
        "Mesh",
        Optional.of("shop"),
        stage.tier().name(),
        stage.tier(),
        0,
        Direction.INGRESS,
        new Peers.Everybody(),
        true,
        placed,
        unmatched,
        where);
  }

  /// What is allowed, and nothing else.
  static Policy allowing(Rule... rules) {
    return policy(Stage.AUTHORIZATION, Verdict.DENY, rules);
  }

  /// Those with the certificate of a service account.
  static Peers account(String name) {
    return new Peers.Identified(LabelTest.equalTo(Identity.SERVICE_ACCOUNT, name));
  }

  /// Those who send a request with this attribute.
  static Peers sending(String key, String value) {
    return new Peers.Sending(LabelTest.equalTo(key, value));
  }
}
