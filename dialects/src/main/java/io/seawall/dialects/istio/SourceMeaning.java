package io.seawall.dialects.istio;

import io.seawall.dialects.istio.IstioObject.Matches;
import io.seawall.model.mesh.Identity;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Request;
import io.seawall.packets.Cidr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whom a source of a rule means. A field asks for one of its values; plain text has no identity,
/// so a field that asks for one never fits it, and one that excludes some always does.
///
/// Source: Istio documentation, "Authorization Policy", Source; "Security", dependency on mutual
/// TLS; "Authorization Policy Trust Domain Migration" (aliases).
final class SourceMeaning {
  private static final String LOCAL = "cluster.local";
  private static final Set<String> TRUST = Set.of("trustDomains", "notTrustDomains");

  private final List<String> trustDomains;
  private final String namespace;
  private final boolean tokens;
  private final boolean ztunnel;

  /// @param trustDomains that of the mesh, then its aliases
  /// @param namespace of the policy
  /// @param place where the rule is asked
  SourceMeaning(List<String> trustDomains, String namespace, RuleMeaning.Place place) {
    this.trustDomains = trustDomains;
    this.tokens = place.tokens();
    this.ztunnel = place.ztunnel();
    this.namespace = namespace;
  }

  /// All that the fields ask for together.
  Peers of(Matches source) {
    List<String> fields = new ArrayList<>(source.values().keySet());
    if (!ztunnel || !fields.removeIf(TRUST::contains)) {
      return together(source, source.values().keySet());
    }
    // ztunnel is not told of trust domains: alone they mean nobody, and beside other fields it was
    // read in the source of Istio, and not seen, that they are dropped.
    return fields.isEmpty()
        ? new Peers.AnyOf(List.of())
        : new Peers.AnyOf(
            List.of(
                together(source, source.values().keySet()),
                new Peers.AllOf(
                    List.of(
                        new Peers.Unknown("whether ztunnel looks at trust domains"),
                        together(source, fields)))));
  }

  private Peers together(Matches source, Collection<String> fields) {
    List<Peers> all = new ArrayList<>();
    fields.stream().sorted().forEach(field -> all.add(field(field, source.of(field))));
    return all.size() == 1 ? all.getFirst() : new Peers.AllOf(all);
  }

  private Peers field(String field, List<String> values) {
    boolean not = field.startsWith("not");
    String plain =
        not ? field.substring(3, 4).toLowerCase(Locale.ROOT) + field.substring(4) : field;
    Peers meant = positive(plain, values);
    return not ? new Peers.Not(meant) : meant;
  }

  /// Whom a field means that does not exclude.
  Peers positive(String field, List<String> values) {
    return switch (field) {
      case "principals" -> new Peers.Identified(Values.anyOf(values, this::principal));
      case "namespaces" -> new Peers.Identified(Values.anyOf(Identity.NAMESPACE, values));
      case "serviceAccounts" -> new Peers.Identified(Values.anyOf(values, this::account));
      case "trustDomains" -> new Peers.Identified(Values.anyOf(Identity.TRUST_DOMAIN, values));
      case "requestPrincipals" -> ofToken(Values.anyOf(Request.TOKEN + "principal", values));
      case "ipBlocks" -> new Peers.AnyOf(values.stream().map(SourceMeaning::block).toList());
      default -> new Peers.Unknown("which address " + field + " sees behind proxies");
    };
  }

  /// A request whose token passes; none, where nobody looks at tokens.
  Peers ofToken(LabelTest test) {
    return tokens ? new Peers.Sending(test) : new Peers.AnyOf(List.of());
  }

  /// A principal of any of the trust domains of the mesh stands for all of them, and
  /// `cluster.local` for the one of the mesh.
  private LabelTest principal(String value) {
    if (value.startsWith("*") && value.length() > 1 && mayBePattern(value)) {
      // Releases before the fix of istio#59992 took such characters for those of an expression.
      return new LabelTest.OneOf(
          List.of(
              Values.one(Identity.PRINCIPAL, value),
              new LabelTest.All(
                  List.of(
                      new LabelTest.Exists(Identity.PRINCIPAL),
                      new LabelTest.Exists(Identity.UNTOLD + "release of the proxy")))));
    }
    int slash = value.indexOf('/');
    String domain = slash < 0 ? "" : value.substring(0, slash);
    if (slash < 0 || !(domain.equals(LOCAL) || trustDomains.contains(domain))) {
      return Values.one(Identity.PRINCIPAL, value);
    }
    List<LabelTest> all = new ArrayList<>();
    for (String one : trustDomains) {
      all.add(Values.one(Identity.PRINCIPAL, one + value.substring(slash)));
    }
    return all.size() == 1 ? all.getFirst() : new LabelTest.OneOf(all);
  }

  private static boolean mayBePattern(String value) {
    return value.indexOf('.') >= 0 || value.indexOf('[') >= 0;
  }

  /// `namespace/name`, or a name in the namespace of the policy.
  private LabelTest account(String value) {
    return Values.one(
        Identity.SERVICE_ACCOUNT, value.indexOf('/') < 0 ? namespace + "/" + value : value);
  }

  private static Peers block(String text) {
    Optional<Cidr> block = Cidr.parseLenient(text.indexOf('/') < 0 ? host(text) : text);
    return block
        .<Peers>map(cidr -> new Peers.Block(cidr, List.of()))
        .orElse(new Peers.Unknown("the block " + text));
  }

  private static String host(String address) {
    return address + (address.indexOf(':') < 0 ? "/32" : "/128");
  }

  /// The fields that a condition on an attribute of the sender stands for.
  static final Map<String, String> ATTRIBUTES =
      Map.of(
          "source.ip", "ipBlocks",
          "source.namespace", "namespaces",
          "source.principal", "principals",
          "source.serviceAccount", "serviceAccounts",
          "source.trustDomain", "trustDomains",
          "remote.ip", "remoteIpBlocks",
          "request.auth.principal", "requestPrincipals");
}
