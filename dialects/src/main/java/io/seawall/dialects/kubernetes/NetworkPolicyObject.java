package io.seawall.dialects.kubernetes;

import io.seawall.model.SourceRef;
import io.seawall.model.policy.Direction;
import io.seawall.packets.Cidr;
import io.seawall.packets.Protocol;
import java.util.List;
import java.util.Optional;

/// A NetworkPolicy of the input.
///
/// Source: Kubernetes API, NetworkPolicy (networking.k8s.io/v1).
sealed interface NetworkPolicyObject {

  /// One of which every field can be read.
  ///
  /// @param ingress empty if the key is missing or null
  /// @param egress empty if the key is missing or null
  /// @param policyTypes as written; empty if the key is missing
  /// @param accepted false if the API server refuses it all the same, for its name or its
  ///   `apiVersion`: then it is not known whether it is in force
  record Whole(
      String namespace,
      String name,
      LabelSelector podSelector,
      Optional<List<Rule>> ingress,
      Optional<List<Rule>> egress,
      List<Direction> policyTypes,
      boolean accepted,
      SourceRef where)
      implements NetworkPolicyObject {
    public Whole {
      ingress = ingress.map(List::copyOf);
      egress = egress.map(List::copyOf);
      policyTypes = List.copyOf(policyTypes);
    }

    /// The rules of one direction, none if the key is missing.
    List<Rule> rules(Direction direction) {
      return switch (direction) {
        case INGRESS -> ingress.orElse(List.of());
        case EGRESS -> egress.orElse(List.of());
      };
    }
  }

  /// One that the API server refuses for what it says: what the cluster holds instead is not known.
  ///
  /// @param namespace empty if it cannot be read
  /// @param podSelector empty if it cannot be read
  /// @param policyTypes empty if they are missing or cannot be read
  /// @param reason the place of the first complaint
  record Broken(
      Optional<String> namespace,
      String name,
      Optional<LabelSelector> podSelector,
      List<Direction> policyTypes,
      SourceRef reason,
      SourceRef where)
      implements NetworkPolicyObject {
    public Broken {
      policyTypes = List.copyOf(policyTypes);
    }
  }

  /// One item of `spec.ingress` or `spec.egress`.
  ///
  /// @param peers of `from` or `to`; empty means everybody
  /// @param ports empty means every packet
  record Rule(List<Peer> peers, List<Port> ports, SourceRef where) {
    public Rule {
      peers = List.copyOf(peers);
      ports = List.copyOf(ports);
    }
  }

  /// One item of `from` or `to`.
  sealed interface Peer {
    /// By labels; at least one of the two is there.
    record Selected(Optional<LabelSelector> namespaces, Optional<LabelSelector> pods)
        implements Peer {}

    /// `ipBlock`.
    ///
    /// @param except each strictly inside `cidr`
    record IpBlock(Cidr cidr, List<Cidr> except) implements Peer {
      public IpBlock {
        except = List.copyOf(except);
      }
    }
  }

  /// One item of `ports`.
  sealed interface Port {
    /// `protocol`, TCP if it is not written.
    Protocol protocol();

    /// Every port of the protocol.
    record Every(Protocol protocol) implements Port {}

    /// From `first` to `last`, both included; one port if they are equal.
    record Range(Protocol protocol, int first, int last) implements Port {}

    /// A port by the name that the receiving pod gives it.
    record Named(Protocol protocol, String name) implements Port {}
  }
}
