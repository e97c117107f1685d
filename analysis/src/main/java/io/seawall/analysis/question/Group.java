package io.seawall.analysis.question;

import io.seawall.reach.Endpoint;
import java.util.List;

/// One end of a question: endpoints that the user named together.
///
/// @param title as it is shown
/// @param kind how several endpoints are meant
public record Group(String title, Kind kind, List<Member> members) {
  public Group {
    members = List.copyOf(members);
  }

  /// How several endpoints of one end are meant.
  public enum Kind {
    /// All of them: each is asked about.
    EACH,
    /// Any will do: the outside world.
    ANY,
    /// One of them, and it is not known which: a name without its addresses.
    ONE
  }

  /// Something with a name of its own, such as one workload.
  ///
  /// @param endpoints its sides and classes; a packet may come from or go to any of them
  public record Member(String name, List<Endpoint> endpoints) {
    public Member {
      endpoints = List.copyOf(endpoints);
    }
  }
}
