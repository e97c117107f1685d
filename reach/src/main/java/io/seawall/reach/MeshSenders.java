package io.seawall.reach;

import io.seawall.model.mesh.Identity;
import io.seawall.model.mesh.Member;
import io.seawall.model.mesh.Member.Place;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Request;
import java.util.Optional;

/// Who sends packets, as the proxies of a mesh see them: by the certificate that they show, and by
/// the request that they send.
final class MeshSenders {
  private final Universe universe;
  private final Request request;
  private final boolean plain;

  /// Everybody shows the certificate that they have.
  ///
  /// @param request what is sent
  MeshSenders(Universe universe, Request request) {
    this(universe, request, false);
  }

  /// @param plain whether those who can send plain text do so
  MeshSenders(Universe universe, Request request, boolean plain) {
    this.universe = universe;
    this.request = request;
    this.plain = plain;
  }

  /// Those who show a certificate whose attributes pass.
  Selection identified(LabelTest attributes) {
    EndpointSet.Builder sure = new EndpointSet.Builder();
    EndpointSet.Builder possible = new EndpointSet.Builder();
    for (Endpoint endpoint : universe.endpoints()) {
      if (endpoint instanceof Endpoint.Pods pods) {
        Optional<Place> place = pods.example().mesh().place();
        Optional<Boolean> shown =
            place.isEmpty() ? Optional.of(false) : shows(place.get(), attributes);
        if (shown.orElse(true)) {
          possible.add(pods.id());
          if (shown.isPresent() && pods.example().mesh().in().orElse(false)) {
            sure.add(pods.id());
          }
        }
      }
    }
    EndpointSet all = possible.done();
    EndpointSet meant = sure.done();
    return meant.equals(all) ? Selection.exactly(all) : new Selection(meant, all);
  }

  private Optional<Boolean> shows(Place place, LabelTest attributes) {
    Member.Sends sends = place.sends();
    return place.in().orElse(true) && !(plain && sends.plainToo())
        ? attributes.passes(sends.identity(), key -> key.startsWith(Identity.UNTOLD))
        : Optional.of(false);
  }

  /// Everybody if the request passes, and nobody if it does not.
  Selection sending(LabelTest test) {
    EndpointSet all = universe.everybody();
    return request
        .passes(test)
        .map(passes -> Selection.exactly(passes ? all : EndpointSet.EMPTY))
        .orElse(Selection.within(all));
  }
}
