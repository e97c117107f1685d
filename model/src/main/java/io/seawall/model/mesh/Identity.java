package io.seawall.model.mesh;

import java.util.Map;

/// What a certificate of a mesh says of its holder: attributes by name, which rules test.
public final class Identity {
  /// The whole identity as the mesh writes it, such as `cluster.local/ns/shop/sa/web`.
  public static final String PRINCIPAL = "principal";

  /// The namespace of the holder.
  public static final String NAMESPACE = "namespace";

  /// The service account as `namespace/name`.
  public static final String SERVICE_ACCOUNT = "serviceAccount";

  /// The trust domain.
  public static final String TRUST_DOMAIN = "trustDomain";

  /// The name of the service (Consul).
  public static final String SERVICE = "service";

  /// Goes before what no certificate tells: whether it is so is not known.
  public static final String UNTOLD = "untold.";

  /// The account that every new namespace has (Kubernetes documentation, "Service Accounts").
  public static final String DEFAULT_ACCOUNT = "default";

  /// The name of a namespace or service that does not exist yet; no rule means it by name.
  public static final String NOBODY = "seawall-nobody";

  private Identity() {}

  /// An identity of Istio.
  ///
  /// Source: Istio documentation, "Security", Istio identity: SPIFFE names of trust domain,
  /// namespace and service account.
  public static Map<String, String> ofIstio(String trustDomain, String namespace, String account) {
    return Map.of(
        PRINCIPAL,
        trustDomain + "/ns/" + namespace + "/sa/" + account,
        NAMESPACE,
        namespace,
        SERVICE_ACCOUNT,
        namespace + "/" + account,
        TRUST_DOMAIN,
        trustDomain);
  }
}
