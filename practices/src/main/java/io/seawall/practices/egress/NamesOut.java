package io.seawall.practices.egress;

import io.seawall.model.Bounds;
import io.seawall.model.cloud.AksEndpoint;
import io.seawall.model.cloud.FirewallRule;
import io.seawall.model.cloud.FirewallRule.Host;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import io.seawall.practices.Check;
import io.seawall.practices.Config;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Situation;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Space;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What somebody can ask for by name through firewalls, beside what leaves by address.
///
/// A single name is somebody known, however many addresses it has. An end of names is as wide as
/// who can get a name there.
///
/// @param few names, and ends of names that AKS asks for or the team declares; as shown
/// @param open something that anybody can have a name in, and that gets through for sure
/// @param doubted something of which it is not known how wide it is, or whether it gets through
record NamesOut(Set<String> few, Optional<Wide> open, Optional<Wide> doubted) {
  /// Ends of names under which Azure or somebody else gives names to every customer.
  private static final List<String> SHARED =
      List.of(
          "azurecr.io",
          "blob.core.windows.net",
          "file.core.windows.net",
          "queue.core.windows.net",
          "table.core.windows.net",
          "dfs.core.windows.net",
          "web.core.windows.net",
          "vault.azure.net",
          "servicebus.windows.net",
          "database.windows.net",
          "azureedge.net",
          "azurefd.net",
          "azurewebsites.net",
          "cloudapp.azure.com",
          "trafficmanager.net",
          "github.io",
          "githubusercontent.com",
          "docker.io",
          "ghcr.io",
          "amazonaws.com",
          "cloudfront.net",
          "googleapis.com");

  /// Something wide.
  ///
  /// @param text as the rule names it
  /// @param to whom to ask for; empty if there is no name for it
  record Wide(String text, FirewallRule rule, Endpoint from, Optional<Endpoint.Named> to) {
    PacketSet packets() {
      return rule.rule().ports().packets();
    }

    /// What a check says of it.
    ///
    /// @param asked who asks, as a question names them
    /// @param sure whether it gets through for sure
    Finding finding(
        Check check,
        Severity severity,
        Situation situation,
        String subject,
        String asked,
        boolean sure) {
      List<Step> steps = steps(situation);
      String because = rule.object() + " lets it ask for " + text;
      Finding finding =
          sure
              ? Finding.refuted(check, severity, subject, because + ", where many have names")
              : Finding.unknown(
                  check,
                  severity,
                  subject,
                  because + ", and how wide that is is not known",
                  List.of(
                      new Missing(
                          "whose names " + text + " stands for",
                          "name single hosts in the rule, or declare it in egress.allow of"
                              + " seawall.yaml")));
      String port = example().toString();
      return finding
          .shown(
              new Witness(asked, to.map(named -> "fqdn:" + named.name()).orElse(text), port), steps)
          .at(rule.rule().where());
    }

    private Packet example() {
      return Reached.example(Bounds.exactly(packets()));
    }

    private List<Step> steps(Situation situation) {
      return to.stream()
          .flatMap(named -> situation.reach().paths(from, named).stream())
          .findFirst()
          .map(path -> situation.way(path, example()))
          .orElseGet(() ->
              List.of(
                  new Step(
                      "Azure Firewall",
                      "unknown",
                      rule.object(),
                      rule.rule().where().field(),
                      Optional.of(rule.rule().where()),
                      "lets by " + text)));
    }
  }

  static final NamesOut NONE = new NamesOut(Set.of(), Optional.empty(), Optional.empty());

  static NamesOut of(Situation situation, Endpoint from) {
    List<FirewallRule> rules = situation.reach().namesBeyond(from);
    if (rules.isEmpty()) {
      return NONE;
    }
    PacketSet possible =
        situation.reach().leaving(from, Space.PUBLIC).stream()
            .map(region -> region.packets().possible())
            .reduce(PacketSet.EMPTY, PacketSet::or);
    Search search = new Search(situation, from);
    for (FirewallRule rule : rules) {
      if (!rule.rule().ports().packets().disjoint(possible)) {
        rule.hosts().forEach(host -> search.add(rule, host));
      }
    }
    return new NamesOut(search.few, search.open, search.doubted);
  }

  NamesOut or(NamesOut that) {
    Set<String> all = new TreeSet<>(few);
    all.addAll(that.few);
    return new NamesOut(all, open.or(() -> that.open), doubted.or(() -> that.doubted));
  }

  /// `; by name a.example, b.example, FQDN tag X and 4 more`; empty text if there are none.
  String text() {
    List<String> shown = few.stream().limit(3).toList();
    int more = few.size() - shown.size();
    return few.isEmpty()
        ? ""
        : "; by name " + String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
  }

  /// One look at all names.
  private static final class Search {
    private final Situation situation;
    private final Endpoint from;
    private final Set<String> few = new TreeSet<>();
    private Optional<Wide> open = Optional.empty();
    private Optional<Wide> doubted = Optional.empty();

    Search(Situation situation, Endpoint from) {
      this.situation = situation;
      this.from = from;
    }

    void add(FirewallRule rule, Host host) {
      switch (host) {
        case Host.Name name when name.pattern().equals("*") && !name.narrowed() -> {
          // counted as every address
        }
        case Host.Name(var pattern, var _) -> name(rule, pattern);
        case Host.Tag(var tag) when tag.equalsIgnoreCase("AzureKubernetesService") ->
            few.add(host.text());
        case Host.Tag _, Host.Category _, Host.Unknown _ ->
            doubt(new Wide(host.text(), rule, from, Optional.empty()));
      }
    }

    private void name(FirewallRule rule, String pattern) {
      Config.Egress declared = situation.config().egress();
      boolean listed = !declared.addresses().isEmpty() || !declared.names().isEmpty();
      boolean meant = isDeclared(pattern, declared) || isOfAks(pattern);
      if (meant || (!pattern.startsWith("*") && !listed)) {
        few.add(pattern);
        return;
      }
      boolean wide = !pattern.startsWith("*") || isShared(pattern);
      Optional<Endpoint.Named> to =
          situation.reach().universe().named(pattern).stream()
              .filter(named -> named.v6() == from.v6())
              .findFirst();
      Bounds packets =
          to.map(named -> situation.reach().between(from, named)).orElse(Bounds.UNKNOWN);
      Wide one = new Wide(pattern, rule, from, to);
      if (wide && !packets.sure().disjoint(one.packets())) {
        open = open.or(() -> Optional.of(one));
      } else if (!packets.possible().disjoint(one.packets())) {
        doubt(one);
      }
    }

    private void doubt(Wide one) {
      doubted = doubted.or(() -> Optional.of(one));
    }
  }

  private static boolean isDeclared(String pattern, Config.Egress declared) {
    return declared.names().stream()
        .anyMatch(name -> new Host.Name(name.toLowerCase(Locale.ROOT), false).means(pattern));
  }

  private static boolean isOfAks(String pattern) {
    return AksEndpoint.ALL.stream().anyMatch(endpoint -> endpoint.isNamed(pattern));
  }

  /// Whether anybody can get a name that is meant: under a top-level domain, or under an end that
  /// is shared, or around one.
  private static boolean isShared(String pattern) {
    String end = pattern.substring(pattern.startsWith("*.") ? 2 : 1);
    return end.indexOf('.') < 0
        || SHARED.stream().anyMatch(shared -> shared.equals(end) || shared.endsWith("." + end));
  }
}
