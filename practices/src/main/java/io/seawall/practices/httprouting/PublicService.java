package io.seawall.practices.httprouting;

import io.seawall.model.cluster.Service;
import io.seawall.packets.AddressSet;
import io.seawall.practices.Amounts;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Outcome;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import io.seawall.reach.LoadBalancer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// No Service of type LoadBalancer admits the whole Internet: it is internal, or limited to ranges
/// whose union is at most a /12 (or an IPv6 /32).
public final class PublicService implements Check {
  private static final BigInteger MOST = BigInteger.TWO.pow(20);
  private static final BigInteger MOST_V6 = BigInteger.TWO.pow(96);

  @Override
  public Practice practice() {
    return Practice.HTTP_APPLICATION_ROUTING;
  }

  @Override
  public String code() {
    return "PUBLIC_SERVICE";
  }

  @Override
  public String claim() {
    return "no Service is open to the whole Internet";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    List<Finding> findings = new ArrayList<>();
    situation.snapshot().facts().kubernetes().services().stream()
        .filter(LoadBalancer::isLoadBalancer)
        .forEach(service -> findings.add(new Judgement(this, situation, service).finding()));
    return findings;
  }

  /// Whether a Service of type LoadBalancer admits more of the Internet than a team can own.
  public static boolean isOpen(Situation situation, Service service) {
    Finding finding = new Judgement(new PublicService(), situation, service).finding();
    return finding.outcome() == Outcome.REFUTED;
  }

  private record Judgement(Check check, Situation situation, Service service) {
    Finding finding() {
      LoadBalancer balancer = new LoadBalancer(service);
      return LoadBalancer.isPublic(service) ? external(balancer) : internal(balancer);
    }

    private String subject() {
      return "Service " + service.namespace() + "/" + service.name();
    }

    private Finding internal(LoadBalancer balancer) {
      if (!balancer.isLinkedToEverybody()) {
        return proved("internal load balancer");
      }
      return balancer.approvesByItself()
          ? refuted(
              "a private link of visibility * approves by itself: open to other tenants",
              "any subscription",
              "azure-pls-visibility")
          : proved("internal; a private link shows it to every subscription, to be approved");
    }

    private Finding external(LoadBalancer balancer) {
      List<String> ranges = balancer.sourceRanges();
      List<String> allowed = balancer.allowedRanges();
      if (!ranges.isEmpty() && !(allowed.isEmpty() && balancer.allowedTags().isEmpty())) {
        return unknown(
            "loadBalancerSourceRanges excludes azure-allowed-ip-ranges and -service-tags",
            "which rules stand, since Azure refuses them together");
      }
      if (balancer.isWithoutRule() && ranges.isEmpty()) {
        return unknown(
            "its rule in the NSG is switched off by annotation", "what the NSG lets by to it");
      }
      if (!ranges.isEmpty()) {
        return byRanges(ranges);
      }
      if (allowed.isEmpty() && balancer.allowedTags().isEmpty()) {
        return open();
      }
      return byTags(balancer.allowedTags())
          .orElseGet(() -> allowed.isEmpty() ? proved("limited to tags") : byRanges(allowed));
    }

    private Finding open() {
      return switch (FrontGroups.closing(situation, service)) {
        case FrontGroups.Closing.By(var group) ->
            proved("public, and " + group + " lets nobody from the Internet through");
        case FrontGroups.Closing.MayBe(var group) ->
            unknown(
                "public, unless the NSG of its nodes' subnet closes it",
                group + ", which is attached and not in the input",
                "az network nsg list -o json");
        case FrontGroups.Closing.No _ ->
            refuted("open to the whole Internet on " + ports(), "internet", "spec.type");
      };
    }

    private Optional<Finding> byTags(List<String> tags) {
      for (String tag : tags) {
        if (LoadBalancer.isBroad(tag)) {
          return Optional.of(
              refuted(
                  "open to the service tag " + tag + " on " + ports(),
                  "service tag " + tag,
                  "azure-allowed-service-tags"));
        }
        if (!tag.equalsIgnoreCase("VirtualNetwork")) {
          String fact =
              tag.equalsIgnoreCase("AzureFrontDoor.Backend")
                  ? "whether the application checks X-Azure-FDID: every Front Door is behind " + tag
                  : "which addresses are behind the service tag " + tag;
          return Optional.of(unknown("open to the service tag " + tag, fact));
        }
      }
      return Optional.empty();
    }

    /// A range that is no block closes the Service: the provider then denies everything.
    private Finding byRanges(List<String> ranges) {
      Optional<AddressSet> admitted = LoadBalancer.admitted(ranges);
      if (admitted.isEmpty()) {
        return proved("a range is no address block, so Azure admits nobody");
      }
      AddressSet all = admitted.get();
      boolean wide = Amounts.v4(all).compareTo(MOST) > 0 || Amounts.v6(all).compareTo(MOST_V6) > 0;
      if (wide) {
        return refuted(
            "open to " + Amounts.addresses(all, "public") + " on " + ports(),
            all.first().orElseThrow().toString(),
            "spec.loadBalancerSourceRanges");
      }
      return proved("limited to " + Amounts.addresses(all, "public") + " on " + ports())
          .assuming(List.of("the ranges of " + subject() + " are the team's own"));
    }

    private String ports() {
      return service.ports().stream()
          .map(port -> port.protocol() + " " + port.port())
          .collect(Collectors.joining(", "));
    }

    private String firstPort() {
      return service.ports().stream()
          .findFirst()
          .map(port -> port.protocol().toString().toLowerCase(Locale.ROOT) + "/" + port.port())
          .orElse("any");
    }

    private Finding proved(String summary) {
      return Finding.proved(check, Severity.HIGH, subject(), summary).at(service.where());
    }

    private Finding unknown(String summary, String fact) {
      return unknown(
          summary, fact, "az network nsg list -g " + situation.nodeResourceGroup() + " -o json");
    }

    private Finding unknown(String summary, String fact, String settle) {
      return Finding.unknown(
              check, Severity.HIGH, subject(), summary, List.of(new Missing(fact, settle)))
          .at(service.where());
    }

    private Finding refuted(String summary, String from, String rule) {
      return Finding.refuted(check, Severity.HIGH, subject(), summary)
          .shown(
              new Witness(from, subject(), firstPort()),
              List.of(
                  new Step(
                      "load balancer",
                      "allow",
                      subject(),
                      rule,
                      Optional.of(service.where()),
                      summary)))
          .at(service.where());
    }
  }
}
