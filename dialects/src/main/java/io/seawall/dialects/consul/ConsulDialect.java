package io.seawall.dialects.consul;

import io.seawall.dialects.Dialect;

/// Objects of Consul. What they mean hangs on the cluster; [ConsulMesh] tells.
///
/// Sources: Consul documentation, "Service intentions configuration entry reference", "Service
/// defaults", "Proxy defaults" and "Mesh"; Consul source, the definitions of its kinds in
/// consul-k8s, charts/consul.
public final class ConsulDialect implements Dialect {
  @Override
  public Reading open() {
    return new ConsulReading();
  }
}
