package io.seawall.dialects.admin;

import io.seawall.dialects.kubernetes.LabelSelector;
import io.seawall.dialects.kubernetes.ObjectType;
import io.seawall.model.SourceRef;
import io.seawall.model.policy.Tier;
import io.seawall.packets.Cidr;
import io.seawall.packets.Protocol;
import java.util.List;
import java.util.Optional;

/// A policy of an administrator as written. The three kinds differ in how they are spelled.
sealed interface AdminPolicy {
  /// The kinds of the group `policy.networking.k8s.io`.
  enum Kind {
    /// `AdminNetworkPolicy`.
    ADMIN("AdminNetworkPolicy"),
    /// `BaselineAdminNetworkPolicy`; there is one, of the name `default`.
    BASELINE("BaselineAdminNetworkPolicy"),
    /// `ClusterNetworkPolicy`, which says its tier.
    CLUSTER("ClusterNetworkPolicy");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /// As `kind` spells it.
    String text() {
      return text;
    }

    static Optional<Kind> of(ObjectType type) {
      if (type.group().equals("policy.networking.k8s.io")) {
        for (Kind kind : values()) {
          if (kind.text.equals(type.kind())) {
            return Optional.of(kind);
          }
        }
      }
      return Optional.empty();
    }
  }

  /// One that can be read in full.
  ///
  /// @param priority from 0 to 1000; the lowest is asked first. 0 for a baseline policy without one
  /// @param accepted false if some API servers refuse it
  record Whole(
      Kind kind,
      String name,
      Tier tier,
      int priority,
      Pods subject,
      List<Rule> ingress,
      List<Rule> egress,
      boolean accepted,
      SourceRef where)
      implements AdminPolicy {
    public Whole {
      ingress = List.copyOf(ingress);
      egress = List.copyOf(egress);
    }
  }

  /// One that the API server refuses: what the cluster holds instead is not known.
  ///
  /// @param tier empty if it cannot be read
  /// @param reason the place of the first complaint
  record Broken(Kind kind, String name, Optional<Tier> tier, SourceRef reason, SourceRef where)
      implements AdminPolicy {}

  /// What becomes of a packet that a rule matches.
  enum Action {
    /// `Allow` or `Accept`: let by, and no policy after it is asked.
    ACCEPT,
    /// `Deny`.
    DENY,
    /// `Pass`: no rule of this tier is asked any more.
    PASS
  }

  /// One item of `ingress` or `egress`.
  ///
  /// @param peers of `from` or `to`; at least one
  /// @param ports empty means every packet
  /// @param name empty if it has none
  record Rule(Action action, List<Peer> peers, List<Port> ports, String name, SourceRef where) {
    public Rule {
      peers = List.copyOf(peers);
      ports = List.copyOf(ports);
    }
  }

  /// One item of `from` or `to`.
  sealed interface Peer {}

  /// Pods of namespaces, by the labels of both; never pods that use the network of their node.
  record Pods(LabelSelector namespaces, LabelSelector pods) implements Peer {}

  /// Nodes by their labels.
  record Nodes(LabelSelector nodes) implements Peer {}

  /// Blocks of addresses, inside the cluster and outside.
  record Networks(List<Cidr> blocks) implements Peer {
    public Networks {
      blocks = List.copyOf(blocks);
    }
  }

  /// Whoever answers to one of these DNS names.
  record DomainNames(List<String> names) implements Peer {
    public DomainNames {
      names = List.copyOf(names);
    }
  }

  /// A kind of peer that is not known here.
  ///
  /// @param field its key
  record Stranger(String field) implements Peer {}

  /// One item of `ports` or `protocols`.
  sealed interface Port {
    /// Every port of the protocol.
    record Every(Protocol protocol) implements Port {}

    /// From `first` to `last`, both included; one port if they are equal.
    record Range(Protocol protocol, int first, int last) implements Port {}

    /// A port of any protocol by the name that the receiving pod gives it.
    record Named(String name) implements Port {}
  }
}
