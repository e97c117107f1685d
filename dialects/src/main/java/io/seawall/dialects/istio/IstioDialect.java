package io.seawall.dialects.istio;

import io.seawall.dialects.Dialect;

/// Objects of Istio. What they mean hangs on the cluster; [IstioMesh] tells.
///
/// Sources: Istio documentation, "PeerAuthentication", "Authorization Policy" and "Security".
public final class IstioDialect implements Dialect {
  @Override
  public Reading open() {
    return new IstioReading();
  }
}
