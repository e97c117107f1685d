package io.seawall.dialects.gateway;

import io.seawall.dialects.Dialect;

/// Gateways and routes.
///
/// Source: Gateway API (gateway.networking.k8s.io, v1 to v1alpha2), GatewayClass, Gateway,
/// HTTPRoute, GRPCRoute, TLSRoute, TCPRoute, UDPRoute and ReferenceGrant; OpenShift API
/// (route.openshift.io/v1), Route.
public final class GatewayDialect implements Dialect {
  @Override
  public Reading open() {
    return new GatewayReading();
  }
}
