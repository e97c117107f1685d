package io.seawall.dialects.firewall;

import io.seawall.dialects.AzureProperties;
import io.seawall.model.Fact;
import io.seawall.model.cloud.FirewallRule.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Reads the names that a rule speaks of.
///
/// Source: Microsoft Learn, "Azure Firewall FAQ", wildcards in target URLs and target FQDNs: `*`
/// stands first in a name; in a URL what follows the first slash is the path.
final class Hosts {
  private final AzureProperties rule;

  Hosts(AzureProperties rule) {
    this.rule = rule;
  }

  /// Whether the rule names FQDN tags, which bring their protocols with them.
  static boolean hasTags(AzureProperties rule) {
    return !rule.texts("fqdnTags").known().orElse(List.of()).isEmpty();
  }

  /// Those of an application rule.
  List<Host> ofRequests() {
    List<Host> all = new ArrayList<>();
    collect(all, "targetFqdns", Hosts::name);
    collect(all, "targetUrls", Hosts::url);
    collect(all, "fqdnTags", Host.Tag::new);
    collect(all, "webCategories", Host.Category::new);
    return all;
  }

  /// Those of a network rule.
  List<Host> ofDestinations() {
    List<Host> all = new ArrayList<>();
    collect(all, "destinationFqdns", Hosts::name);
    return all;
  }

  private void collect(List<Host> all, String key, Function<String, Host> reading) {
    switch (rule.texts(key)) {
      case Fact.Absent<List<String>> _, Fact.Null<List<String>> _ -> {}
      case Fact.Unresolved<List<String>>(var expression, var _) ->
          all.add(new Host.Unknown(key + " is " + expression));
      case Fact.Known<List<String>>(var texts, var _) ->
          texts.forEach(text -> all.add(reading.apply(text.strip())));
    }
  }

  private static Host name(String text) {
    return name(text, false);
  }

  private static Host name(String text, boolean narrowed) {
    String pattern = text.toLowerCase(Locale.ROOT);
    return pattern.isEmpty() || pattern.lastIndexOf('*') > 0
        ? new Host.Unknown("what the name \"" + text + "\" means")
        : new Host.Name(pattern, narrowed);
  }

  private static Host url(String text) {
    int scheme = text.indexOf("://");
    String rest = scheme < 0 ? text : text.substring(scheme + 3);
    int slash = rest.indexOf('/');
    String path = slash < 0 ? "" : rest.substring(slash + 1);
    return name(slash < 0 ? rest : rest.substring(0, slash), !(path.isEmpty() || path.equals("*")));
  }
}
