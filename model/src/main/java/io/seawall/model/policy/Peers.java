package io.seawall.model.policy;

import io.seawall.model.AddressBounds;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Whom a policy speaks of. Which endpoints that is depends on the cluster and on the engine that
/// enforces the policy.
public sealed interface Peers {
  /// Peers that are not made of others.
  sealed interface Part extends Peers {}

  /// Every endpoint, inside the cluster and outside.
  record Everybody() implements Part {}

  /// Pods by the labels of their namespace and their own. Never a node, nor a pod that uses the
  /// network of its node.
  record Pods(NamespaceTest namespaces, LabelTest labels) implements Part {}

  /// Nodes by their labels, and whoever uses their network.
  record Nodes(LabelTest labels) implements Part {}

  /// Whoever has one of these addresses, inside the cluster and outside.
  record Addresses(AddressBounds addresses) implements Part {}

  /// One block of addresses without some blocks inside it, as `ipBlock` of a Kubernetes
  /// NetworkPolicy says. Kept apart from [Addresses] because engines differ in whether pods and
  /// nodes can be meant, and one may not honour the exceptions.
  record Block(Cidr block, List<Cidr> exceptions) implements Part {
    public Block {
      exceptions = List.copyOf(exceptions);
    }

    /// The addresses of the block that are in no exception.
    public AddressSet addresses() {
      AddressSet all = AddressSet.of(block);
      for (Cidr exception : exceptions) {
        all = all.minus(AddressSet.of(exception));
      }
      return all;
    }
  }

  /// The addresses behind an Azure service tag; what they are depends on the network and on the
  /// day.
  record Tag(String name) implements Part {}

  /// The network interfaces in an application security group of Azure.
  ///
  /// @param id of the group, a resource of Azure
  record ApplicationGroup(String id) implements Part {}

  /// At least one of these. Nobody, if there are none.
  record AnyOf(List<Peers> peers) implements Peers {
    public AnyOf {
      peers = List.copyOf(peers);
    }
  }

  /// Those whom all of these mean. Everybody, if there are none.
  record AllOf(List<Peers> peers) implements Peers {
    public AllOf {
      peers = List.copyOf(peers);
    }
  }

  /// Everybody else, inside the cluster and outside.
  record Not(Peers peers) implements Peers {}

  /// Addresses outside of the cluster: neither pods nor nodes.
  record Outside() implements Part {}

  /// What a proxy alone can see of whoever sends packets.
  sealed interface Proxied extends Part {}

  /// Whoever shows a certificate of a mesh whose attributes pass; see
  /// [io.seawall.model.mesh.Identity]. Nobody who sends plain text.
  record Identified(LabelTest attributes) implements Proxied {}

  /// Anybody, as long as the request that is sent passes; see [Request].
  record Sending(LabelTest request) implements Proxied {}

  /// Somebody, and the input does not say who.
  ///
  /// @param missing what would have to be known
  record Unknown(String missing) implements Part {}

  /// The parts that these are made of, in the order in which they stand.
  default Stream<Part> parts() {
    return switch (this) {
      case Part part -> Stream.of(part);
      case AnyOf(var inner) -> inner.stream().flatMap(Peers::parts);
      case AllOf(var inner) -> inner.stream().flatMap(Peers::parts);
      case Not(var inner) -> inner.parts();
    };
  }

  /// The parts of one kind, in the order in which they stand.
  default <T extends Part> Stream<T> parts(Class<T> kind) {
    return parts().filter(kind::isInstance).map(kind::cast);
  }

  /// Peers that are made like these, of others.
  ///
  /// @param other what stands for each part
  default Peers with(Function<Part, Peers> other) {
    return switch (this) {
      case Part part -> other.apply(part);
      case AnyOf(var inner) -> new AnyOf(inner.stream().map(one -> one.with(other)).toList());
      case AllOf(var inner) -> new AllOf(inner.stream().map(one -> one.with(other)).toList());
      case Not(var inner) -> new Not(inner.with(other));
    };
  }

  /// Which namespaces.
  sealed interface NamespaceTest {
    /// The namespace of this name.
    record Named(String name) implements NamespaceTest {}

    /// Namespaces whose labels pass.
    record Labelled(LabelTest test) implements NamespaceTest {}
  }
}
