package io.seawall.dialects.cilium;

import io.seawall.dialects.cilium.CiliumPolicy.Entity;
import io.seawall.dialects.cilium.CiliumPolicy.Peer;
import io.seawall.dialects.kubernetes.LabelSelector;
import io.seawall.model.AddressBounds;
import io.seawall.model.cluster.Service;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Peers.NamespaceTest;
import io.seawall.packets.Address;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Whom the peers of a rule mean. Blocks of addresses mean neither pods nor nodes, which Cilium
/// knows by their identity.
///
/// Sources: Cilium documentation, "Layer 3 Policies"; Cilium source, pkg/policy/api, entity.go.
final class PeerMeaning {
  private static final Peers NOBODY = new Peers.AnyOf(List.of());
  private static final Peers OUTSIDE = new Peers.Outside();
  private static final Peers.Nodes NODES = new Peers.Nodes(LabelTest.any());
  private static final Peers PODS =
      new Peers.Pods(new NamespaceTest.Labelled(LabelTest.any()), LabelTest.any());

  /// LocalDNS of AKS listens on the node: newer releases count its addresses as the host, older
  /// ones as the world (Microsoft Learn, "DNS resolution in AKS", LocalDNS; cilium/cilium pull
  /// request 25298).
  private static final Peers LOCAL_DNS =
      within(
          new Peers.Addresses(AddressBounds.exactly(AddressSet.ofBlocks("169.254.10.10/31"))),
          "whether this release of Cilium counts the addresses of LocalDNS as host or as world");

  private static final Peers HOSTS = new Peers.AnyOf(List.of(NODES, LOCAL_DNS));

  /// Where no API server of a cluster can be: this machine, link-local, WireServer, multicast.
  private static final AddressSet NO_API_SERVER =
      AddressSet.ofBlocks(
          "127.0.0.0/8",
          "169.254.0.0/16",
          "168.63.129.16/32",
          "224.0.0.0/3",
          "::1/128",
          "fe80::/10",
          "ff00::/8");

  private final Optional<String> namespace;
  private final Surroundings surroundings;
  private final boolean ofNodes;

  private PeerMeaning(Optional<String> namespace, Surroundings surroundings, boolean ofNodes) {
    this.namespace = namespace;
    this.surroundings = surroundings;
    this.ofNodes = ofNodes;
  }

  /// The peers of pods.
  ///
  /// @param namespace of the policy; empty for one of the whole cluster
  static PeerMeaning ofPods(Optional<String> namespace, Surroundings surroundings) {
    return new PeerMeaning(namespace, surroundings, false);
  }

  /// The peers of a node, which are never that node itself.
  static PeerMeaning ofNodes(Surroundings surroundings) {
    return new PeerMeaning(Optional.empty(), surroundings, true);
  }

  /// Some of these, and the input does not say which.
  static Peers within(Peers possible, String missing) {
    return new Peers.AllOf(List.of(new Peers.Unknown(missing), possible));
  }

  /// Those of `peers` for whom everything that is missing comes out right.
  static Peers within(Peers peers, List<String> missing) {
    return missing.isEmpty() ? peers : within(peers, String.join("; ", missing));
  }

  static Peers anyOf(List<Peers> peers) {
    return peers.size() == 1 ? peers.getFirst() : new Peers.AnyOf(peers);
  }

  /// Whom any of these means.
  Peers of(List<Peer> peers) {
    Set<Entity> entities = EnumSet.noneOf(Entity.class);
    List<Peers> meant = new ArrayList<>();
    for (Peer peer : peers) {
      Optional<Entity> entity = entity(peer);
      entity.ifPresent(entities::add);
      if (entity.isEmpty()) {
        meant.add(of(peer));
      }
    }
    meant.addAll(of(entities));
    return anyOf(meant);
  }

  /// Pods that do not pass one of these selectors.
  Peers failing(List<LabelSelector> required) {
    List<Peers> passing =
        required.stream()
            .map(selector -> (Peers) Selector.peers(selector, namespace).pods())
            .toList();
    return new Peers.AllOf(List.of(PODS, new Peers.Not(new Peers.AllOf(passing))));
  }

  private static Optional<Entity> entity(Peer peer) {
    return switch (peer) {
      case Peer.Named(var entity) -> Optional.of(entity);
      case Peer.Selected(var selector) -> Selector.entity(selector);
      case Peer.Block _,
          Peer.Group _,
          Peer.Groups _,
          Peer.Nodes _,
          Peer.ServiceName _,
          Peer.ServiceLabels _,
          Peer.DnsName _,
          Peer.ProviderGroup _ ->
          Optional.empty();
    };
  }

  private Peers of(Peer peer) {
    return switch (peer) {
      case Peer.Named(var entity) -> anyOf(of(EnumSet.of(entity)));
      case Peer.Selected(var selector) -> selected(selector);
      case Peer.Block(var block, var except) -> new Peers.Block(block, except);
      case Peer.Group(var name, var except) ->
          surroundings
              .group(name)
              .map(group -> blocks(group.blocks(), except))
              .orElseGet(() ->
                  within(
                      OUTSIDE,
                      "which blocks the CiliumCIDRGroup "
                          + name
                          + " has (kubectl get ciliumcidrgroups "
                          + name
                          + " -o yaml)"));
      case Peer.Groups(var selector, var except) ->
          surroundings
              .groups(selector)
              .map(groups ->
                  blocks(groups.stream().flatMap(one -> one.blocks().stream()).toList(), except))
              .orElseGet(() ->
                  within(
                      OUTSIDE,
                      "which CiliumCIDRGroups the selector means (kubectl get ciliumcidrgroups -o"
                          + " yaml)"));
      case Peer.Nodes(var selector) ->
          within(
              new Peers.Nodes(Selector.test(selector)),
              "whether Cilium knows nodes by their labels (kubectl get configmap -n kube-system"
                  + " cilium-config -o jsonpath={.data.enable-node-selector-labels})");
      case Peer.ServiceName(var where, var name) ->
          services(surroundings.services(where, name), where.orElse("*") + "/" + name);
      case Peer.ServiceLabels(var where, var selector) ->
          services(surroundings.services(where, selector), "those that the selector means");
      case Peer.DnsName(var name) -> within(OUTSIDE, "which addresses " + name + " resolves to");
      case Peer.ProviderGroup _ ->
          within(OUTSIDE, "which addresses the group of the cloud provider has");
    };
  }

  private Peers selected(LabelSelector selector) {
    if (Selector.asksReserved(selector)) {
      return new Peers.Unknown("whom labels of reserved identities beside other labels mean");
    }
    Selector found = Selector.peers(selector, namespace);
    return within(found.pods(), found.missing());
  }

  private static Peers blocks(List<Cidr> blocks, List<Cidr> except) {
    return anyOf(blocks.stream().<Peers>map(block -> new Peers.Block(block, except)).toList());
  }

  /// A Service with a selector stands for the pods that it selects, another for the addresses
  /// behind it, as far as they are outside of the cluster (Cilium documentation, "Layer 3
  /// Policies", services based).
  private Peers services(Optional<List<Service>> services, String which) {
    if (services.isEmpty()) {
      return within(
          new Peers.Not(NODES),
          "what the Service " + which + " leads to (kubectl get services -A -o yaml)");
    }
    return anyOf(services.get().stream().map(this::service).toList());
  }

  private Peers service(Service service) {
    if (!service.selector().isEmpty()) {
      Map<String, String> labels = service.selector();
      return new Peers.Pods(
          new NamespaceTest.Named(service.namespace()),
          new LabelSelector(labels, List.of()).test());
    }
    return surroundings
        .addresses(service.namespace(), service.name())
        .map(addresses ->
            blocks(addresses.stream().map(one -> Cidr.around(one, one.bits())).toList(), List.of()))
        .orElseGet(() ->
            within(
                OUTSIDE,
                "which addresses stand behind the Service "
                    + service.namespace()
                    + "/"
                    + service.name()
                    + " (kubectl get endpointslices -n "
                    + service.namespace()
                    + " -o yaml)"));
  }

  /// The own node and the other nodes are known apart only where the node of a pod is known, so
  /// each alone is some of the nodes, and both together are all of them.
  private List<Peers> of(Set<Entity> entities) {
    boolean everyNode = entities.contains(Entity.HOST) && entities.contains(Entity.REMOTE_NODE);
    return entities.stream()
        .flatMap(entity ->
            everyNode && (entity == Entity.HOST || entity == Entity.REMOTE_NODE)
                ? Stream.of(HOSTS)
                : Stream.of(of(entity)))
        .distinct()
        .toList();
  }

  /// Endpoints for the health checks of agents and for the proxy of Cilium's own Ingress are no
  /// pods, nodes or addresses that anything else can have.
  private Peers of(Entity entity) {
    return switch (entity) {
      case ALL -> new Peers.Everybody();
      case WORLD -> new Peers.AllOf(List.of(OUTSIDE, new Peers.Not(LOCAL_DNS)));
      case WORLD_V4 -> world(AddressSet.ALL_V4);
      case WORLD_V6 -> world(AddressSet.ALL_V6);
      case CLUSTER -> new Peers.AnyOf(List.of(new Peers.Not(OUTSIDE), apiServer(), LOCAL_DNS));
      case HOST -> ofNodes ? LOCAL_DNS : within(HOSTS, "which node the pod runs on (entity host)");
      case REMOTE_NODE ->
          ofNodes ? NODES : within(NODES, "which node the pod runs on (entity remote-node)");
      case API_SERVER -> apiServer();
      case INIT -> within(PODS, "which pods have no labels yet (entity init)");
      case UNMANAGED -> within(PODS, "which pods Cilium does not manage (entity unmanaged)");
      case HEALTH, INGRESS, NONE -> NOBODY;
    };
  }

  /// Only in a cluster with both families are the addresses outside told apart.
  private static Peers world(AddressSet family) {
    return within(
        new Peers.AllOf(List.of(OUTSIDE, new Peers.Addresses(AddressBounds.exactly(family)))),
        "whether the cluster has addresses of both families");
  }

  /// The addresses behind the Service `default/kubernetes`, as Cilium finds them.
  private Peers apiServer() {
    return surroundings
        .addresses("default", "kubernetes")
        .<Peers>map(addresses -> new Peers.Addresses(AddressBounds.exactly(set(addresses))))
        .orElseGet(() ->
            within(
                new Peers.AllOf(
                    List.of(
                        OUTSIDE,
                        new Peers.Not(new Peers.Addresses(AddressBounds.exactly(NO_API_SERVER))))),
                "which addresses the API server has (kubectl get endpointslices -n default"
                    + " kubernetes -o yaml)"));
  }

  private static AddressSet set(Set<Address> addresses) {
    return addresses.stream().map(AddressSet::of).reduce(AddressSet.EMPTY, AddressSet::or);
  }
}
