package io.seawall.oracle.mesh;

import io.seawall.oracle.Ip;
import java.util.List;
import java.util.Optional;

/// What the proxy of a pod knows of a question.
///
/// @param identity empty for plaintext
/// @param source empty where the address is not told
/// @param request empty where it is not told
record Seen(
    Optional<Spiffe> identity,
    Optional<Ip> source,
    List<Ip> destination,
    int port,
    Optional<MeshQuestion.Request> request) {
  Seen withoutIdentity() {
    return new Seen(Optional.empty(), source, destination, port, request);
  }

  Seen withoutRequest() {
    return new Seen(identity, source, destination, port, Optional.empty());
  }
}
