package io.seawall.practices.ssh;

import io.seawall.model.cloud.SecurityGroup;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Situation;
import java.util.List;
import java.util.stream.Stream;

/// Security groups in an input without a cluster, judged by their own rules alone: what they would
/// let by to TCP 22 of the machines that they guard.
final class LoneGroups {
  private LoneGroups() {}

  static List<Finding> fromInternet(Situation situation, Check check, Severity severity) {
    return groups(situation)
        .map(group -> new LoneGroup(situation, check, severity, group).fromInternet())
        .toList();
  }

  static List<Finding> fromNetwork(Situation situation, Check check, Severity severity) {
    return groups(situation)
        .map(group -> new LoneGroup(situation, check, severity, group).fromNetwork())
        .toList();
  }

  private static Stream<SecurityGroup> groups(Situation situation) {
    return situation.snapshot().aks().isPresent()
        ? Stream.empty()
        : situation.snapshot().facts().azure().securityGroups().stream();
  }
}
