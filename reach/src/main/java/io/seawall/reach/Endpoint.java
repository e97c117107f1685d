package io.seawall.reach;

import io.seawall.model.cluster.Workload;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import java.util.List;
import java.util.Set;

/// Somebody who sends or receives packets: a class of pods, the nodes of a pool, a range of other
/// addresses, the API server, or a name. Endpoints of one class get the same answer to every
/// question that any rule asks.
public sealed interface Endpoint {
  /// The place of the endpoint in the universe, from 0.
  int id();

  /// True for the IPv6 side. Packets pass between endpoints of one family only.
  boolean v6();

  /// Those that are members of the universe.
  sealed interface Placed extends Endpoint {}

  /// Pods that every rule sees alike.
  ///
  /// @param workloads the owners; at least one
  /// @param count how many live pods there are; 0 for templates alone
  /// @param addresses where the addresses of the pods lie; one address each
  /// @param pools the node pool that the pods run on; several if it is not known which of them
  record Pods(
      int id,
      boolean v6,
      List<Workload> workloads,
      int count,
      AddressSet addresses,
      Set<String> pools)
      implements Placed {
    public Pods {
      workloads = List.copyOf(workloads);
      pools = Set.copyOf(pools);
    }

    /// The pod or template that stands for the class.
    public Workload example() {
      return workloads.getFirst();
    }

    /// Whether the pods use the network of their nodes: no Kubernetes policy speaks of them.
    public boolean hostNetwork() {
      return example().hostNetwork();
    }
  }

  /// The nodes of one pool.
  ///
  /// @param addresses where their addresses lie
  record Nodes(int id, boolean v6, String pool, AddressSet addresses) implements Placed {}

  /// Addresses that belong to nobody known: the outside world, other machines of the network.
  record Outside(int id, boolean v6, AddressRange addresses) implements Placed {}

  /// The API server, which stands behind a front of its own that Azure keeps; no member of the
  /// universe.
  ///
  /// @param at where its address lies, as the cluster's own traffic sees it; one of them where
  ///   there are several, and it is not known which; at least one
  record ApiServer(boolean v6, List<Outside> at) implements Endpoint {
    public ApiServer {
      at = List.copyOf(at);
    }

    @Override
    public int id() {
      return -1;
    }
  }

  /// Somebody outside who is asked for by name; no member of the universe.
  ///
  /// @param name in lower case; some name that ends like it, if it starts with `*`
  /// @param addresses where its address lies; it is not known which of them it is
  /// @param at the members of the universe that have one of these addresses; at least one, and as
  ///   many as the input cuts the addresses into
  record Named(boolean v6, String name, AddressSet addresses, List<Outside> at)
      implements Endpoint {
    public Named {
      at = List.copyOf(at);
    }

    @Override
    public int id() {
      return -1;
    }
  }
}
