package io.seawall.dialects.kubernetes;

import java.util.regex.Pattern;

/// What may be a name, a label or a port's name.
///
/// Sources: RFC 1123 section 2.1; Kubernetes documentation, "Object Names and IDs" and "Labels and
/// Selectors"; RFC 6335 section 5.1, of which Kubernetes allows lower case only.
public final class Names {
  private static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final Pattern LABEL = Pattern.compile(DNS_LABEL);
  private static final Pattern SUBDOMAIN = Pattern.compile(DNS_LABEL + "(\\." + DNS_LABEL + ")*");
  private static final Pattern QUALIFIED =
      Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
  private static final Pattern PORT = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private Names() {}

  /// Whether it can name a namespace: a DNS label of at most 63 characters.
  static boolean isDnsLabel(String text) {
    return text.length() <= 63 && LABEL.matcher(text).matches();
  }

  /// Whether it can name most objects: a DNS name of at most 253 characters.
  public static boolean isSubdomain(String text) {
    return text.length() <= 253 && SUBDOMAIN.matcher(text).matches();
  }

  /// Whether it can be the key of a label: `name` or `prefix/name`.
  static boolean isLabelKey(String text) {
    int slash = text.indexOf('/');
    String name = text.substring(slash + 1);
    return name.length() <= 63
        && QUALIFIED.matcher(name).matches()
        && (slash < 0 || isSubdomain(text.substring(0, slash)));
  }

  /// Whether it can be the value of a label; an empty one can.
  static boolean isLabelValue(String text) {
    return text.isEmpty() || (text.length() <= 63 && QUALIFIED.matcher(text).matches());
  }

  /// Whether it can name a port: at most 15 letters, digits and single hyphens inside, with a
  /// letter.
  public static boolean isPortName(String text) {
    return text.length() <= 15
        && PORT.matcher(text).matches()
        && text.chars().anyMatch(c -> c >= 'a' && c <= 'z');
  }
}
