package io.seawall.practices.apiserver;

import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.AksCluster.ApiServerAccess;
import io.seawall.packets.AddressSet;
import io.seawall.practices.Amounts;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import io.seawall.reach.AuthorizedRanges;
import io.seawall.reach.TagTables;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Nobody on the Internet can open the Kubernetes API but those whom the team declares: by a
/// private endpoint, or by authorized ranges whose union lies inside the declared operators. Where
/// none are declared, a union of at most a /12 (or an IPv6 /32) counts as the team's own.
///
/// Source: Microsoft Learn, "Create a private AKS cluster", "Use API server authorized IP ranges in
/// AKS" (an empty list is open to all) and "API Server VNet Integration" (which leaves a public
/// endpoint public).
public final class ApiPublic implements Check {
  private static final BigInteger MOST = BigInteger.TWO.pow(20);
  private static final BigInteger MOST_V6 = BigInteger.TWO.pow(96);

  @Override
  public Practice practice() {
    return Practice.API_SERVER;
  }

  @Override
  public String code() {
    return "API_PUBLIC";
  }

  @Override
  public String claim() {
    return "nobody on the Internet but the declared operators can open the Kubernetes API";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    return situation
        .snapshot()
        .aks()
        .map(aks -> new Judgement(this, situation, aks).finding())
        .or(() ->
            Optional.of(
                situation.withoutCluster(this, Severity.CRITICAL, "who can open it is not known")))
        .stream()
        .toList();
  }

  private record Judgement(Check check, Situation situation, AksCluster aks) {
    Finding finding() {
      return switch (access().privateCluster()) {
        case Fact.Known<Boolean>(var isPrivate, var where) when isPrivate ->
            proved(privateEndpoint(), where);
        case Fact.Unresolved<Boolean>(var expression, var where) ->
            unknown("whether the cluster is private depends on " + expression, where);
        case Fact.Known<Boolean> _, Fact.Null<Boolean> _, Fact.Absent<Boolean> _ ->
            publicEndpoint();
      };
    }

    private ApiServerAccess access() {
      return aks.apiServer();
    }

    private String privateEndpoint() {
      return access().privateClusterPublicFqdn().is(true)
          ? "private; enablePrivateClusterPublicFQDN lets anyone look up its private address"
          : "private: it has no public endpoint";
    }

    private Finding publicEndpoint() {
      return switch (access().authorizedIpRanges()) {
        case Fact.Unresolved<List<String>>(var expression, var where) ->
            unknown("which ranges are authorized depends on " + expression, where);
        case Fact.Known<List<String>>(var entries, var where) when !entries.isEmpty() ->
            byRanges(AuthorizedRanges.of(entries, TagTables.of(situation.snapshot())), where);
        case Fact.Known<List<String>>(_, var where) -> open(where);
        case Fact.Null<List<String>>(var where) -> open(where);
        case Fact.Absent<List<String>> _ -> open(access().where());
      };
    }

    private Finding open(SourceRef where) {
      String integrated =
          access().vnetIntegration().is(true)
              ? "; enableVnetIntegration does not make it private"
              : "";
      return refuted(
          "no authorizedIPRanges: every address of the Internet can open it" + integrated,
          "internet",
          step(where, "no authorized range limits who may connect"));
    }

    /// Entries add up: those that are readable may refute, whatever the others admit.
    private Finding byRanges(AuthorizedRanges ranges, SourceRef where) {
      Optional<AddressSet> operators = situation.config().operators();
      AddressSet outside = ranges.admitted().minus(operators.orElse(AddressSet.EMPTY));
      if (!outside.isEmpty() && (operators.isPresent() || isWide(outside))) {
        return refuted(
            operators.isPresent()
                ? Amounts.addresses(outside, "") + " outside of the declared operators can open it"
                : "authorizedIPRanges admit " + Amounts.addresses(outside, "public"),
            outside.first().orElseThrow().toString(),
            step(where, "admits " + ranges.written()));
      }
      Optional<String> broad = ranges.tags().stream().filter(Judgement::isBroad).findFirst();
      if (broad.isPresent()) {
        return refuted(
            "the service tag " + broad.get() + " admits every tenant of Azure",
            "service tag " + broad.get(),
            step(where, "admits " + ranges.written()));
      }
      Optional<String> untold =
          ranges.tags().stream().filter(ranges.unknown()::contains).findFirst();
      if (untold.isPresent()) {
        return byTag(untold.get(), where);
      }
      if (!ranges.unreadable().isEmpty()) {
        return unknown(
            "what the entry \""
                + ranges.unreadable().getFirst()
                + "\" of authorizedIPRanges admits",
            where);
      }
      if (outside.isEmpty()) {
        return proved(within(ranges, operators.isPresent()), where);
      }
      return proved("authorizedIPRanges admit " + Amounts.addresses(outside, "public"), where)
          .assuming(List.of("the authorized ranges are the team's own"));
    }

    private static boolean isWide(AddressSet addresses) {
      return Amounts.v4(addresses).compareTo(MOST) > 0
          || Amounts.v6(addresses).compareTo(MOST_V6) > 0;
    }

    /// AzureCloud holds the addresses of every tenant; of other tags the size is not known.
    private static boolean isBroad(String tag) {
      String name = tag.toLowerCase(Locale.ROOT);
      return name.equals("internet") || name.startsWith("azurecloud");
    }

    private static String within(AuthorizedRanges ranges, boolean declared) {
      if (ranges.admitted().isEmpty()) {
        return ranges.ineffective().isEmpty()
            ? "authorizedIPRanges 0.0.0.0/32 admits the cluster's own address only, no operator"
            : "authorizedIPRanges admit no public address; "
                + ranges.ineffective().getFirst()
                + " is ineffective";
      }
      return "authorizedIPRanges admit "
          + Amounts.addresses(ranges.admitted(), "public")
          + (declared ? ", all of declared operators" : "");
    }

    private Finding byTag(String tag, SourceRef where) {
      return Finding.unknown(
              check,
              Severity.CRITICAL,
              situation.clusterSubject(),
              "the service tag " + tag + " admits addresses that are not in the input",
              List.of(
                  new Missing(
                      "the addresses behind the service tag " + tag,
                      "az network list-service-tags -l " + aks.location() + " -o json")))
          .at(where);
    }

    private Finding proved(String summary, SourceRef where) {
      return Finding.proved(check, Severity.CRITICAL, situation.clusterSubject(), summary)
          .at(where);
    }

    private Finding unknown(String fact, SourceRef where) {
      return Finding.unknown(
              check,
              Severity.CRITICAL,
              situation.clusterSubject(),
              "who can open it is not known",
              List.of(new Missing(fact, situation.showCluster())))
          .at(where);
    }

    /// On a public cluster `publicNetworkAccess` other than Enabled may close the endpoint; what it
    /// does is not documented.
    private Finding refuted(String summary, String from, Step step) {
      Optional<String> closing =
          access()
              .publicNetworkAccess()
              .known()
              .filter(value -> !value.equalsIgnoreCase("Enabled"));
      Finding judged =
          closing.isEmpty()
              ? Finding.refuted(check, Severity.CRITICAL, situation.clusterSubject(), summary)
              : Finding.unknown(
                  check,
                  Severity.CRITICAL,
                  situation.clusterSubject(),
                  summary + ", unless publicNetworkAccess " + closing.get() + " stops it",
                  List.of(
                      new Missing(
                          "whether publicNetworkAccess "
                              + closing.get()
                              + " closes a public API server",
                          "curl -k https://API_SERVER from outside: any answer is open")));
      return judged
          .shown(new Witness(from, "apiserver", "tcp/443"), List.of(step))
          .at(step.where().orElse(aks.where()));
    }

    private Step step(SourceRef where, String text) {
      return new Step(
          "authorized IP ranges",
          "allow",
          situation.clusterSubject(),
          "authorizedIPRanges",
          Optional.of(where),
          text);
    }
  }
}
