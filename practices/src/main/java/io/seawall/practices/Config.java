package io.seawall.practices;

import io.seawall.model.SourceRef;
import io.seawall.packets.AddressSet;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a team declares in `seawall.yaml`.
///
/// @param bastions addresses that may open SSH on nodes
/// @param operators addresses that may open the Kubernetes API; empty if the team declares none
/// @param systemNamespaces namespaces of the platform. What AKS itself runs in its own is told
///   apart from what a team puts there; those that the team adds are taken as they are
/// @param tests files of assertions, relative to the configuration
public record Config(
    AddressSet bastions,
    Optional<AddressSet> operators,
    Egress egress,
    Set<String> systemNamespaces,
    List<String> tests,
    List<Exemption> exceptions) {

  /// Namespaces that AKS and its add-ons own.
  ///
  /// Source: Microsoft Learn, "Block pod access to IMDS" and the namespaces its add-ons and
  /// extensions create.
  public static final Set<String> AKS_NAMESPACES =
      Set.of(
          "kube-system",
          "kube-public",
          "kube-node-lease",
          "gatekeeper-system",
          "calico-system",
          "tigera-operator",
          "app-routing-system",
          "aks-istio-system",
          "aks-istio-ingress",
          "aks-istio-egress",
          "aks-command",
          "dataprotection-microsoft",
          "flux-system",
          "applink-system");

  /// What holds where no file says otherwise.
  public static final Config DEFAULT =
      new Config(
          AddressSet.EMPTY,
          Optional.empty(),
          new Egress(BigInteger.valueOf(65_536), AddressSet.EMPTY, Set.of()),
          AKS_NAMESPACES,
          List.of(),
          List.of());

  public Config {
    systemNamespaces = Set.copyOf(systemNamespaces);
    tests = List.copyOf(tests);
    exceptions = List.copyOf(exceptions);
  }

  /// Every address set that a check will ask about.
  public List<AddressSet> addresses() {
    return List.of(bastions, operators.orElse(AddressSet.EMPTY), egress.addresses());
  }

  /// What may leave the cluster.
  ///
  /// @param threshold how many public addresses a workload may reach before it counts as open; more
  ///   than this refutes
  /// @param addresses declared destinations
  /// @param names declared destinations by name
  public record Egress(BigInteger threshold, AddressSet addresses, Set<String> names) {
    public Egress {
      names = Set.copyOf(names);
    }
  }

  /// A finding that the team accepts until a date.
  ///
  /// @param check the code of the check
  /// @param subject as the finding names it; `*` at the end matches any rest
  /// @param expires the last day on which it holds
  public record Exemption(
      String id,
      String check,
      String subject,
      String reason,
      String owner,
      LocalDate expires,
      SourceRef where) {
    /// Whether the exception is meant for a finding of this check and subject.
    public boolean matches(String code, String of) {
      boolean named =
          subject.endsWith("*")
              ? of.startsWith(subject.substring(0, subject.length() - 1))
              : of.equals(subject) || of.startsWith(subject + "[");
      return check.equals(code) && named;
    }
  }
}
