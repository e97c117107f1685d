package io.seawall.reports.check;

import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Witness;
import io.seawall.reports.Text;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/// The subjects of findings, and the packets that show them, in words.
final class Subjects {
  private static final Pattern KIND = Pattern.compile("(?<=\\S)\\[[A-Za-z ]+]$");

  private Subjects() {}

  /// `1 workload`, `3 pools`, `2 NSGs`: the subjects counted by what they are.
  static String counted(Collection<String> subjects) {
    String noun = noun(subjects);
    return Text.count(subjects.size(), noun, plural(noun));
  }

  /// `3 of 41 workloads`; `all 41 workloads`; the one subject itself.
  static String part(Collection<String> some, Collection<String> all) {
    if (some.size() == 1 && all.size() == 1) {
      return shortened(some.iterator().next());
    }
    return some.size() == all.size()
        ? "all " + counted(all)
        : String.format("%,d of %s", some.size(), counted(all));
  }

  /// The subject without the kind behind its name. A name may itself be an expression in brackets.
  static String shortened(String subject) {
    return KIND.matcher(subject).replaceFirst("");
  }

  private static String noun(Collection<String> subjects) {
    String noun = subjects.isEmpty() ? "subject" : noun(subjects.iterator().next());
    return subjects.stream().allMatch(one -> noun(one).equals(noun)) ? noun : "subject";
  }

  private static String noun(String subject) {
    int blank = subject.indexOf(' ');
    if (blank > 0 && !KIND.matcher(subject).find()) {
      String word = subject.substring(0, blank);
      return word.equalsIgnoreCase("nsg") ? "NSG" : word;
    }
    return subject.contains("/") ? "workload" : "subject";
  }

  private static String plural(String noun) {
    if (noun.endsWith("y")) {
      return noun.substring(0, noun.length() - 1) + "ies";
    }
    return noun.endsWith("s") ? noun + "es" : noun + "s";
  }

  /// `shop/web -> 203.0.113.7:443 TCP`.
  static String packet(Witness witness) {
    return shortened(witness.from()) + " -> " + target(witness);
  }

  /// `203.0.113.7:443 TCP`.
  static String target(Witness witness) {
    String to = shortened(witness.to());
    int slash = witness.port().indexOf('/');
    if (slash < 0) {
      return witness.port().equals("any")
          ? to + ", any port"
          : to + " " + witness.port().toUpperCase(Locale.ROOT);
    }
    String protocol = witness.port().substring(0, slash).toUpperCase(Locale.ROOT);
    String port = witness.port().substring(slash + 1);
    if (protocol.startsWith("ICMP")) {
      return to + " " + protocol + " type " + port;
    }
    boolean v6 = to.indexOf(':') != to.lastIndexOf(':');
    return (v6 ? "[" + to + "]" : to) + ":" + port + " " + protocol;
  }

  /// What a finding is about: its witness, else its subject.
  static String head(Finding finding) {
    String subject = shortened(finding.subject());
    return finding
        .witness()
        .map(witness ->
            isEnd(finding.subject(), witness)
                ? packet(witness)
                : packet(witness) + " (" + subject + ")")
        .orElse(subject);
  }

  private static boolean isEnd(String subject, Witness witness) {
    return subject.equals(witness.from()) || subject.equals(witness.to());
  }
}
