package io.seawall.oracle.mesh;

import io.seawall.oracle.Ip;
import java.util.Optional;

/// Where questions come from.
record Addresses(Subjects subjects) {
  /// The address that is told, else the one of the source.
  Optional<Ip> of(MeshQuestion question) {
    return question
        .address()
        .map(Ip::of)
        .or(() ->
            question
                .source()
                .flatMap(name -> subjects.named(name).addresses().stream().findFirst()));
  }
}
