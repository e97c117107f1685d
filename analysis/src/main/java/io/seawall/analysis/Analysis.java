package io.seawall.analysis;

import io.seawall.model.Diagnostic;
import io.seawall.model.Snapshot;
import io.seawall.packets.AddressSet;
import io.seawall.practices.Check;
import io.seawall.practices.Checks;
import io.seawall.practices.Config;
import io.seawall.practices.Finding;
import io.seawall.practices.Situation;
import io.seawall.reach.Engine;
import io.seawall.reach.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The result of one run: a verdict on each practice for each cluster, and every complaint about
/// the input.
public record Analysis(List<ClusterAnalysis> clusters, List<Diagnostic> diagnostics) {
  public Analysis {
    clusters = List.copyOf(clusters);
    diagnostics = List.copyOf(diagnostics);
  }

  /// Judges everything that was read. Pure: no clock, file or socket.
  public static Analysis of(Input input, Config config, Options options) {
    List<Diagnostic> diagnostics = new ArrayList<>(input.diagnostics());
    List<ClusterAnalysis> clusters = new ArrayList<>();
    Exceptions exceptions = new Exceptions(config.exceptions(), options.today());
    List<Engine> anybody = List.of(Engine.values());
    for (Situation situation : situations(input, config, options, anybody, diagnostics)) {
      List<Finding> findings = new ArrayList<>();
      Situation policies = PickedPods.ofPoliciesAlone(situation);
      for (Check check : Checks.ALL) {
        check.judge(check.judgesPolicies() ? policies : situation).stream()
            .map(exceptions::apply)
            .forEach(findings::add);
      }
      clusters.add(ClusterAnalysis.of(situation, findings));
      diagnostics.addAll(PolicyLints.of(situation));
      diagnostics.addAll(MeshNotes.of(situation.snapshot()));
    }
    diagnostics.addAll(exceptions.complaints());
    diagnostics.sort(null);
    return new Analysis(clusters, diagnostics);
  }

  /// What questions are asked of: one situation for each cluster that was chosen. Where nothing
  /// tells who enforces policies, a question takes it that somebody does; a check does not.
  ///
  /// @param diagnostics grows with complaints about facts that cannot be told apart
  public static List<Situation> situations(
      Input input, Config config, Options options, List<Diagnostic> diagnostics) {
    return situations(input, config, options, Engine.ENFORCING, diagnostics).stream()
        .map(situation -> PickedPods.inPlaceOfPods(situation, options.asked()))
        .toList();
  }

  /// @param candidates who may enforce policies where nothing tells
  private static List<Situation> situations(
      Input input,
      Config config,
      Options options,
      List<Engine> candidates,
      List<Diagnostic> diagnostics) {
    List<Situation> situations = new ArrayList<>();
    for (Snapshot snapshot : Clusters.of(input.facts(), diagnostics)) {
      if (options.cluster().map(snapshot.name()::equals).orElse(true)) {
        Situation situation = situation(snapshot, config, options, candidates);
        situations.add(situation);
        if (options.npGuard()) {
          diagnostics.addAll(NpGuardConflicts.of(situation.snapshot().facts().kubernetes()));
        }
      }
    }
    return situations;
  }

  private static Situation situation(
      Snapshot snapshot, Config config, Options options, List<Engine> candidates) {
    List<AddressSet> asked = new ArrayList<>(config.addresses());
    asked.addAll(options.asked());
    Optional<Engine> engine =
        options.npGuard()
            ? Optional.of(Engine.CALICO)
            : options.engine().or(() -> Engines.of(snapshot));
    Snapshot read =
        options.npGuard()
            ? NpGuard.reading(snapshot)
            : Meshes.joined(AdminSupport.judged(snapshot, engine));
    List<Engine> possible = engine.map(List::of).orElseGet(() -> whoReads(read, candidates));
    return new Situation(read, Reach.of(read, possible, asked), engine, config);
  }

  /// Those who act on every kind of policy that is there, since somebody wrote them for a purpose;
  /// all if there is none, or if it may be that nobody enforces policies.
  private static List<Engine> whoReads(Snapshot snapshot, List<Engine> candidates) {
    List<Engine> readers =
        candidates.stream()
            .filter(engine ->
                snapshot.facts().kubernetes().policies().stream()
                    .allMatch(policy -> Engine.isUnread(policy) || engine.reads(policy)))
            .toList();
    return readers.isEmpty() || candidates.contains(Engine.NONE) ? candidates : readers;
  }
}
