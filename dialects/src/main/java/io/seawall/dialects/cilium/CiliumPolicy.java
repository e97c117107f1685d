package io.seawall.dialects.cilium;

import io.seawall.dialects.kubernetes.LabelSelector;
import io.seawall.dialects.kubernetes.ObjectType;
import io.seawall.model.SourceRef;
import io.seawall.model.policy.LabelTest;
import io.seawall.packets.Cidr;
import io.seawall.packets.Protocol;
import java.util.List;
import java.util.Optional;

/// A policy of Cilium as written.
///
/// @param namespace empty for one of the whole cluster, or if it cannot be read
/// @param specs `spec` and the items of `specs`
/// @param refused the place of the first complaint after which Cilium would not take the object
record CiliumPolicy(
    Kind kind,
    Optional<String> namespace,
    String name,
    List<Spec> specs,
    Optional<SourceRef> refused,
    SourceRef where) {
  CiliumPolicy {
    specs = List.copyOf(specs);
  }

  /// Whether it guards nodes.
  boolean guardsNodes() {
    return specs.stream()
        .anyMatch(spec -> spec.subject().filter(Hosts.class::isInstance).isPresent());
  }

  /// Whether it guards nodes, or may once what cannot be read is repaired.
  boolean mayGuardNodes() {
    return guardsNodes()
        || (kind == Kind.CLUSTERWIDE
            && refused.isPresent()
            && specs.stream().anyMatch(spec -> spec.subject().isEmpty()));
  }

  /// The kinds of policies in the group `cilium.io`.
  enum Kind {
    /// `CiliumNetworkPolicy`.
    NAMESPACED("CiliumNetworkPolicy"),
    /// `CiliumClusterwideNetworkPolicy`.
    CLUSTERWIDE("CiliumClusterwideNetworkPolicy");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /// As `kind` spells it.
    String text() {
      return text;
    }

    static Optional<Kind> of(ObjectType type) {
      if (type.group().equals("cilium.io")) {
        for (Kind kind : values()) {
          if (kind.text.equals(type.kind())) {
            return Optional.of(kind);
          }
        }
      }
      return Optional.empty();
    }
  }

  /// Whom a spec speaks of.
  sealed interface Subject {}

  /// `endpointSelector`.
  record Endpoints(LabelSelector selector) implements Subject {}

  /// `nodeSelector`: the policy guards nodes.
  record Hosts(LabelSelector selector) implements Subject {}

  /// One set of rules.
  ///
  /// @param subject empty if it cannot be read
  record Spec(Optional<Subject> subject, Side ingress, Side egress) {}

  /// What a spec says of one direction.
  ///
  /// @param defaultDeny `enableDefaultDeny`; without it a spec with rules of either sort isolates
  record Side(List<Rule> allow, List<Rule> deny, Optional<Boolean> defaultDeny) {
    Side {
      allow = List.copyOf(allow);
      deny = List.copyOf(deny);
    }
  }

  /// One item of `ingress`, `egress`, `ingressDeny` or `egressDeny`.
  ///
  /// @param peers of all fields that name peers; empty if none is written, and nobody if one is
  ///   written as an empty list
  /// @param required `fromRequires` or `toRequires`
  /// @param ports of `toPorts` or `icmps`; empty means every packet
  /// @param authentication `authentication.mode`
  record Rule(
      Optional<List<Peer>> peers,
      List<LabelSelector> required,
      List<PortRule> ports,
      Authentication authentication,
      SourceRef where) {
    Rule {
      peers = peers.map(List::copyOf);
      required = List.copyOf(required);
      ports = List.copyOf(ports);
    }
  }

  /// Whether both sides must prove who they are.
  enum Authentication {
    NONE,
    REQUIRED,
    ALWAYS_FAILS
  }

  /// Who is at the other end.
  sealed interface Peer {
    /// Endpoints by the labels of their identity.
    record Selected(LabelSelector selector) implements Peer {}

    /// A class of peers with a name.
    record Named(Entity entity) implements Peer {}

    /// A block of addresses outside of the cluster.
    record Block(Cidr block, List<Cidr> except) implements Peer {
      public Block {
        except = List.copyOf(except);
      }
    }

    /// The blocks of a CiliumCIDRGroup.
    record Group(String name, List<Cidr> except) implements Peer {
      public Group {
        except = List.copyOf(except);
      }
    }

    /// The blocks of every CiliumCIDRGroup with these labels.
    record Groups(LabelSelector selector, List<Cidr> except) implements Peer {
      public Groups {
        except = List.copyOf(except);
      }
    }

    /// Nodes by their labels.
    record Nodes(LabelSelector selector) implements Peer {}

    /// What stands behind a Service.
    ///
    /// @param namespace empty means every namespace
    record ServiceName(Optional<String> namespace, String name) implements Peer {}

    /// What stands behind the Services with these labels.
    ///
    /// @param namespace empty means every namespace
    record ServiceLabels(Optional<String> namespace, LabelSelector selector) implements Peer {}

    /// Addresses outside of the cluster that a DNS name leads to; `*` stands for any part.
    record DnsName(String name) implements Peer {}

    /// A group that a cloud provider keeps.
    record ProviderGroup() implements Peer {}
  }

  /// Classes of peers with a name.
  ///
  /// Source: Cilium documentation, "Layer 3 Policies", entities based.
  enum Entity {
    ALL("all"),
    WORLD("world"),
    WORLD_V4("world-ipv4"),
    WORLD_V6("world-ipv6"),
    CLUSTER("cluster"),
    HOST("host"),
    REMOTE_NODE("remote-node"),
    API_SERVER("kube-apiserver"),
    INIT("init"),
    HEALTH("health"),
    UNMANAGED("unmanaged"),
    INGRESS("ingress"),
    NONE("none");

    private final String text;

    Entity(String text) {
      this.text = text;
    }

    /// As policies spell it.
    String text() {
      return text;
    }

    static Optional<Entity> of(String text) {
      for (Entity entity : values()) {
        if (entity.text.equals(text)) {
          return Optional.of(entity);
        }
      }
      return Optional.empty();
    }
  }

  /// One item of `toPorts`, or one of `icmps`.
  ///
  /// @param ports without any it is not known which are meant
  /// @param conditions what a packet must satisfy besides, in words
  /// @param requests what a request of HTTP must satisfy besides, where it is asked
  record PortRule(
      List<Port> ports, List<String> conditions, Optional<LabelTest> requests, SourceRef where) {
    PortRule {
      ports = List.copyOf(ports);
      conditions = List.copyOf(conditions);
    }
  }

  /// Packets that a rule speaks of.
  sealed interface Port {
    /// Every port of the protocol.
    record Every(Protocol protocol) implements Port {}

    /// From `first` to `last`, both included; one port if they are equal.
    record Range(Protocol protocol, int first, int last) implements Port {}

    /// A port by the name that the receiving pod gives it.
    record Named(Protocol protocol, String name) implements Port {}

    /// ICMP or ICMPv6 of one type.
    record Icmp(Protocol protocol, int type) implements Port {}
  }
}
