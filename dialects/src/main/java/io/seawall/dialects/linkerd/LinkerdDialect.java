package io.seawall.dialects.linkerd;

import io.seawall.dialects.Dialect;

/// Objects of Linkerd. What they mean hangs on the cluster; [LinkerdMesh] tells.
///
/// Sources: Linkerd documentation, "Authorization Policy" and "HTTPRoute"; Linkerd source, the
/// definitions of its kinds in charts/linkerd-crds.
public final class LinkerdDialect implements Dialect {
  @Override
  public Reading open() {
    return new LinkerdReading();
  }
}
