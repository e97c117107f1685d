package io.seawall.practices.ssh;

import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Pool;
import io.seawall.practices.Situation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The pools of a cluster with what is known of sshd on their nodes.
record SshPools(Situation situation, Map<Pool, Sshd> sshd) {
  /// None if the input shows no cluster at all, but a security group, say.
  static SshPools of(Situation situation) {
    Map<Pool, Sshd> sshd = new LinkedHashMap<>();
    boolean cluster =
        situation.snapshot().aks().isPresent()
            || situation.showsPods()
            || !situation.snapshot().facts().kubernetes().nodes().isEmpty();
    if (cluster) {
      situation.pools().forEach(pool -> sshd.put(pool, Sshd.of(situation, pool)));
    }
    return new SshPools(situation, sshd);
  }

  /// The names of pools on whose nodes sshd listens for sure.
  Set<String> listening() {
    return sshd.entrySet().stream()
        .filter(entry -> entry.getValue().state() == Sshd.State.ON)
        .map(entry -> entry.getKey().name())
        .collect(Collectors.toSet());
  }

  /// A finding for each pool.
  List<Finding> judge(Check check, Severity severity, Function<Pool, Way> way) {
    List<Finding> findings = new ArrayList<>();
    sshd.forEach((pool, state) -> findings.add(way.apply(pool).to(check, severity, pool, state)));
    return findings;
  }
}
