package io.seawall.dialects;

import io.seawall.dialects.kubernetes.Flow;
import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.cluster.Workload;
import io.seawall.model.document.Document;
import io.seawall.model.mesh.Member;
import io.seawall.model.mesh.MeshLanguage;
import io.seawall.model.mesh.Note;
import io.seawall.model.mesh.Stage;
import io.seawall.model.mesh.Standing;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Rule;
import io.seawall.packets.PacketSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a mesh makes of workloads, in lines for tests.
public final class MeshText {
  private static final Set<Stage> PAST = Set.of(Stage.OWN_PORTS, Stage.CAPTURE);

  private final MeshLanguage mesh;
  private final Facts.Kubernetes facts;

  /// Reads objects written in flow style that stand in one file each.
  public MeshText(MeshLanguage mesh, String... objects) {
    this.mesh = mesh;
    this.facts = read(objects).value().kubernetes();
  }

  /// Reads objects in all dialects: `dir/0.yaml`, `dir/1.yaml` and so on.
  public static Parsed<Facts> read(String... objects) {
    Dialect.Reading reading = Dialects.open();
    for (int i = 0; i < objects.length; i++) {
      reading.accept(new Document("dir/" + i + ".yaml", Flow.mapping(objects[i])));
    }
    return reading.close();
  }

  /// The codes of all complaints of weight error.
  public static List<String> errors(String... objects) {
    return read(objects).diagnostics().stream()
        .filter(one -> one.severity() == Diagnostic.Severity.ERROR)
        .map(Diagnostic::code)
        .distinct()
        .sorted()
        .toList();
  }

  /// What the mesh makes of the workload of this name.
  public Member member(String name) {
    Workload workload =
        facts.workloads().stream()
            .filter(one -> one.id().name().equals(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no workload " + name));
    return mesh.in(facts, Optional.empty()).apply(workload);
  }

  /// `IN`, `IN intended`, `OUT KEPT_OUT`, `UNKNOWN` or `NONE`.
  public String standing(String name) {
    return member(name)
        .place()
        .map(place ->
            switch (place.standing()) {
              case Standing.In(var intended, var _) -> intended ? "IN intended" : "IN";
              case Standing.Out(var why, var _, var _) -> "OUT " + why;
              case Standing.Unknown _ -> "UNKNOWN";
            })
        .orElse("NONE");
  }

  /// Its policies but for those about what goes past the proxy: a line for each rule.
  public String inbound(String name) {
    return lines(name, false);
  }

  /// Its policies about what goes past the proxy.
  public String captured(String name) {
    return lines(name, true);
  }

  private String lines(String name, boolean capture) {
    return member(name).inbound().stream()
        .filter(policy -> PAST.contains(Stage.of(policy.tier())) == capture)
        .flatMap(policy -> policy.rules().stream().map(rule -> line(policy, rule)))
        .collect(Collectors.joining("\n"));
  }

  private static String line(Policy policy, Rule rule) {
    return policy.tier().name()
        + " "
        + policy.title()
        + (policy.subjectSure() ? "" : "?")
        + ": "
        + rule.verdict()
        + " "
        + PeersText.peers(rule.peers())
        + (rule.ports().packets().isAll() ? "" : " at " + ports(rule.ports().packets()));
  }

  private static String ports(PacketSet packets) {
    return packets.blocks().stream()
        .map(block -> block.protocol() + " " + block.destinations())
        .collect(Collectors.joining(", "));
  }

  /// What is to be said besides, but for what proofs assume: `VAIN: text`.
  public String notes(String name) {
    return member(name).notes().stream()
        .filter(note -> note.kind() != Note.Kind.ASSUMED)
        .map(note -> note.kind() + ": " + note.text())
        .collect(Collectors.joining("\n"));
  }

  /// What proofs assume.
  public List<String> assumed(String name) {
    return member(name).notes().stream()
        .filter(note -> note.kind() == Note.Kind.ASSUMED)
        .map(Note::text)
        .toList();
  }
}
