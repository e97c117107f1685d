package io.seawall.dialects.kubernetes;

import io.seawall.dialects.Dialect;

/// Objects of the Kubernetes API. It takes every document that has an `apiVersion` and a `kind` in
/// the form of Kubernetes; kinds that it does not know become [other
/// objects][io.seawall.model.cluster.OtherObject], so it stands behind every dialect that knows
/// some of them.
public final class KubernetesDialect implements Dialect {
  /// The order that Calico gives a NetworkPolicy among its own policies of the same tier.
  ///
  /// Source: Calico source, libcalico-go/lib/backend/k8s/conversion, K8sNetworkPolicyToCalico.
  public static final double PRIORITY = 1_000;

  @Override
  public Reading open() {
    return new KubernetesReading();
  }
}
