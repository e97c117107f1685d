package io.seawall.analysis.question;

import io.seawall.model.cluster.Workload;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Universe;
import java.util.List;
import java.util.Optional;

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
  /// @param workload whose ports have names; empty for nodes and addresses
  public record Member(String name, List<Endpoint> endpoints, Optional<Workload> workload) {
    public Member {
      endpoints = List.copyOf(endpoints);
    }

    Member(String name, List<? extends Endpoint> endpoints) {
      this(name, List.copyOf(endpoints), Optional.empty());
    }

    /// A workload.
    public static Member of(Workload workload, Universe universe) {
      return new Member(
          workload.id().toString(), universe.of(workload.id()), Optional.of(workload));
    }
  }
}
