package io.seawall.practices.apiserver;

import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksCluster;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import io.seawall.reach.AuthorizedRanges;
import io.seawall.reach.TagTables;
import java.util.List;
import java.util.Optional;

/// The authorized ranges are a list that Azure accepts. One that it refuses is not what is in
/// force; an entry without effect is a mistake to note, and opens nothing.
///
/// Source: Microsoft Learn, "Use API server authorized IP ranges in AKS": at most 200 entries,
/// 2,000 with API Server VNet Integration; addresses, blocks and at most one service tag; without
/// effect on a private cluster; network addresses.
public final class ApiRanges implements Check {
  private static final int MOST = 200;
  private static final int MOST_WITH_INTEGRATION = 2_000;

  @Override
  public Practice practice() {
    return Practice.API_SERVER;
  }

  @Override
  public String code() {
    return "API_RANGES";
  }

  @Override
  public String claim() {
    return "the authorized ranges are a list that Azure accepts (entries without effect are noted)";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    Optional<AksCluster> aks = situation.snapshot().aks();
    Optional<List<String>> entries =
        aks.flatMap(cluster -> cluster.apiServer().authorizedIpRanges().known())
            .filter(list -> !list.isEmpty());
    return entries
        .map(list ->
            List.of(
                finding(situation, aks.orElseThrow(), ranges(situation, list))
                    .at(where(aks.orElseThrow()))))
        .orElse(List.of());
  }

  private static AuthorizedRanges ranges(Situation situation, List<String> entries) {
    return AuthorizedRanges.of(entries, TagTables.of(situation.snapshot()));
  }

  private static SourceRef where(AksCluster aks) {
    return aks.apiServer().authorizedIpRanges().where();
  }

  private Finding finding(Situation situation, AksCluster aks, AuthorizedRanges ranges) {
    int most = aks.apiServer().vnetIntegration().is(true) ? MOST_WITH_INTEGRATION : MOST;
    int count = ranges.entries().size();
    if (count > most) {
      return refusable(situation, count + " authorized ranges, and Azure accepts at most " + most);
    }
    if (!ranges.unreadable().isEmpty()) {
      return refusable(
          situation,
          "\""
              + ranges.unreadable().getFirst()
              + "\" is no address, block or service tag"
              + more(ranges.unreadable()));
    }
    if (ranges.tags().size() > 1) {
      return refusable(
          situation, ranges.tags().size() + " service tags, and Azure accepts at most one");
    }
    if (aks.apiServer().privateCluster().is(true)) {
      return note(situation, "authorizedIPRanges have no effect on a private cluster");
    }
    if (!ranges.ineffective().isEmpty()) {
      return note(
          situation,
          ranges.ineffective().getFirst()
              + " is ineffective: the public endpoint sees public addresses"
              + more(ranges.ineffective()));
    }
    if (!ranges.loose().isEmpty()) {
      return note(
          situation,
          ranges.loose().getFirst() + " names a host inside its block" + more(ranges.loose()));
    }
    return Finding.proved(
        this,
        Severity.LOW,
        situation.clusterSubject(),
        count == 1
            ? "1 authorized range, in effect"
            : count + " authorized ranges, each in effect");
  }

  private Finding refusable(Situation situation, String summary) {
    return Finding.unknown(
        this,
        Severity.MEDIUM,
        situation.clusterSubject(),
        summary,
        List.of(new Missing("which ranges are in force", situation.showCluster())));
  }

  private Finding note(Situation situation, String summary) {
    return Finding.proved(this, Severity.NOTE, situation.clusterSubject(), summary);
  }

  private static String more(List<String> entries) {
    return entries.size() > 1 ? " (and " + (entries.size() - 1) + " more)" : "";
  }
}
