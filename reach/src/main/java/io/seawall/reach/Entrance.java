package io.seawall.reach;

import io.seawall.model.SourceRef;
import io.seawall.model.cluster.Service;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import java.util.Optional;

/// A port at which packets from outside enter the cluster, and the port of some pods that it leads
/// to.
///
/// @param object that opens it, such as `Service shop/web`
/// @param ports one, or those of which it will get one
/// @param target of the pods; none if they have no port of the name that is asked for
/// @param service empty for a host port
/// @param sure whether it leads to these pods for sure
record Entrance(
    Kind kind,
    String object,
    String rule,
    SourceRef where,
    Protocol protocol,
    Ports ports,
    Ports target,
    Optional<Service> service,
    boolean sure) {
  /// How packets come to it.
  enum Kind {
    /// By an address of a load balancer.
    LOAD_BALANCER("load balancer"),
    /// By the address of any node.
    NODE_PORT("node port"),
    /// By an address that is led to nodes outside of the cluster's knowledge.
    EXTERNAL_IP("external IP"),
    /// By the address of the pod's own node.
    HOST_PORT("host port");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /// As a hop is called.
    String word() {
      return word;
    }
  }

  /// Whether packets go to pods of the node that they came to alone, and keep the address of their
  /// sender.
  ///
  /// Source: Kubernetes documentation, "Virtual IPs and Service Proxies", traffic policies.
  boolean keepsSource() {
    return service.map(one -> one.entry().keepsSource()).orElse(true);
  }

  /// `Service shop/web, port 443`; as one of several ways is called.
  String name() {
    return kind.word + " of " + object + (ports.ranges() == 1 && isOne() ? ", port " + port() : "");
  }

  /// Whether its port is known.
  boolean isOne() {
    return ports.ranges() == 1 && ports.first(0) == ports.last(0);
  }

  /// The first of its ports.
  int port() {
    return ports.first(0);
  }
}
