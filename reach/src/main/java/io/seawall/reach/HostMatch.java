package io.seawall.reach;

import io.seawall.model.cloud.FirewallRule.Host;
import io.seawall.reach.Target.Asked;
import java.util.List;
import java.util.Locale;

/// Whether names that a rule of a firewall speaks of are those that a packet is sent for.
enum HostMatch {
  NO,
  PERHAPS,
  YES;

  /// What the best of several names gives.
  static HostMatch of(List<Host> hosts, Asked asked) {
    HostMatch best = NO;
    for (Host host : hosts) {
      HostMatch one = of(host, asked);
      best = one.compareTo(best) > 0 ? one : best;
    }
    return best;
  }

  private static HostMatch of(Host host, Asked asked) {
    return switch (asked) {
      case Asked.ByAddress _ -> isEveryName(host) ? YES : NO;
      case Asked.Somehow _ -> isEveryName(host) ? YES : PERHAPS;
      case Asked.ByName(var name) ->
          switch (host) {
            case Host.Name(var pattern, var narrowed) ->
                matches(pattern, name)
                    ? narrowed ? PERHAPS : YES
                    : matches(name, pattern) ? PERHAPS : NO;
            case Host.Tag(var tag) -> FqdnTags.match(tag, name);
            case Host.Category _, Host.Unknown _ -> PERHAPS;
          };
    };
  }

  /// Whether a rule speaks of every name. Then it speaks of every address, since whoever wants to
  /// can give a name to one.
  private static boolean isEveryName(Host host) {
    return host instanceof Host.Name(var pattern, var narrowed) && pattern.equals("*") && !narrowed;
  }

  /// Whether a name is meant by a pattern with `*` as its first character, or none.
  ///
  /// Source: Microsoft Learn, "Azure Firewall FAQ": `*.contoso.com` means names before the dot,
  /// `*contoso.com` also `contoso.com` itself.
  static boolean matches(String pattern, String name) {
    String lower = pattern.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("*")) {
      return lower.equals(name);
    }
    String end = lower.substring(1);
    return name.endsWith(end) && (!end.startsWith(".") || name.length() > end.length());
  }
}
