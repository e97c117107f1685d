package io.seawall.oracle.mesh;

import java.util.Map;
import java.util.Optional;

/// One connection, or one request on it, to a port of a pod.
///
/// @param source the pod it comes from, `NAMESPACE/NAME`; empty for somebody else
/// @param address where it comes from; empty for the address of the source, if it has one
/// @param identity what it presents: `TRUSTDOMAIN/ns/NAMESPACE/sa/ACCOUNT` to Istio,
///   `ACCOUNT.NAMESPACE.serviceaccount.identity.linkerd.TRUSTDOMAIN` to Linkerd, a service name to
///   Consul; empty for plaintext
/// @param destination the pod or the workload, `NAMESPACE/NAME`
/// @param port of the container
/// @param service the Service that was dialled, `NAMESPACE/NAME`; empty for the pod's own address
/// @param request what HTTP shows; empty where it is not known, or where it is none
public record MeshQuestion(
    Optional<String> source,
    Optional<String> address,
    Optional<String> identity,
    String destination,
    int port,
    Optional<String> service,
    Optional<Request> request) {

  /// The facts of one request.
  ///
  /// @param host as the client wrote it
  /// @param path without the query
  /// @param headers by names in lower case
  /// @param principal `ISSUER/SUBJECT` of the valid token that it bears; empty without one
  public record Request(
      String method,
      String host,
      String path,
      Map<String, String> headers,
      Optional<String> principal) {
    public Request {
      headers = Map.copyOf(headers);
    }

    /// A request without headers or token.
    public static Request of(String method, String host, String path) {
      return new Request(method, host, path, Map.of(), Optional.empty());
    }
  }

  /// Plaintext from nowhere in particular.
  public static MeshQuestion to(String destination, int port) {
    return new MeshQuestion(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        destination,
        port,
        Optional.empty(),
        Optional.empty());
  }

  /// The same from this pod.
  public MeshQuestion fromPod(String pod) {
    return new MeshQuestion(
        Optional.of(pod), address, identity, destination, port, service, request);
  }

  /// The same from this address.
  public MeshQuestion fromAddress(String ip) {
    return new MeshQuestion(source, Optional.of(ip), identity, destination, port, service, request);
  }

  /// The same with this identity.
  public MeshQuestion as(String presented) {
    return new MeshQuestion(
        source, address, Optional.of(presented), destination, port, service, request);
  }

  /// The same in plaintext.
  public MeshQuestion plain() {
    return new MeshQuestion(source, address, Optional.empty(), destination, port, service, request);
  }

  /// The same by this Service.
  public MeshQuestion by(String dialled) {
    return new MeshQuestion(
        source, address, identity, destination, port, Optional.of(dialled), request);
  }

  /// The same with these facts of HTTP.
  public MeshQuestion with(Request asked) {
    return new MeshQuestion(
        source, address, identity, destination, port, service, Optional.of(asked));
  }
}
