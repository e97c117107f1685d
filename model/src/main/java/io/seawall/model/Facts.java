package io.seawall.model;

import io.seawall.model.cloud.AdminRule;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.AzureFirewall;
import io.seawall.model.cloud.NatGateway;
import io.seawall.model.cloud.NetworkInterface;
import io.seawall.model.cloud.NodePool;
import io.seawall.model.cloud.OtherResource;
import io.seawall.model.cloud.OutboundBalancer;
import io.seawall.model.cloud.PrivateZone;
import io.seawall.model.cloud.PublicAddress;
import io.seawall.model.cloud.PublicPrefix;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.RouteTable;
import io.seawall.model.cloud.ScaleSet;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.cloud.ServiceTags;
import io.seawall.model.cloud.VirtualNetwork;
import io.seawall.model.cluster.ClusterNode;
import io.seawall.model.cluster.EndpointSlice;
import io.seawall.model.cluster.Gateways;
import io.seawall.model.cluster.Ingress;
import io.seawall.model.cluster.IngressClass;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.OtherObject;
import io.seawall.model.cluster.Service;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.MeshObject;
import io.seawall.model.policy.NodeGuards;
import io.seawall.model.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/// Everything that one reading of the input found, as lists of one record each; a dialect fills
/// those it knows.

public record Facts(Kubernetes kubernetes, Azure azure) {
  /// Nothing.
  public static final Facts NONE =
      new Facts(
          new Kubernetes(
              List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
              List.of(), List.of()),
          new Azure(
              List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
              List.of(), List.of()));

  /// What Kubernetes objects say.
  ///
  /// @param others objects known by name only
  /// @param guards what guards nodes
  /// @param mesh objects of service meshes
  public record Kubernetes(
      List<Namespace> namespaces,
      List<Workload> workloads,
      List<Service> services,
      List<EndpointSlice> endpointSlices,
      List<Ingress> ingresses,
      List<IngressClass> ingressClasses,
      List<ClusterNode> nodes,
      List<Policy> policies,
      List<OtherObject> others,
      Gateways gateways,
      NodeGuards guards,
      List<MeshObject> mesh) {
    public Kubernetes {
      namespaces = List.copyOf(namespaces);
      workloads = List.copyOf(workloads);
      services = List.copyOf(services);
      endpointSlices = List.copyOf(endpointSlices);
      ingresses = List.copyOf(ingresses);
      ingressClasses = List.copyOf(ingressClasses);
      nodes = List.copyOf(nodes);
      policies = List.copyOf(policies);
      others = List.copyOf(others);
      mesh = List.copyOf(mesh);
    }

    /// Without gateways, guards of nodes and meshes.
    public Kubernetes(
        List<Namespace> namespaces,
        List<Workload> workloads,
        List<Service> services,
        List<EndpointSlice> endpointSlices,
        List<Ingress> ingresses,
        List<IngressClass> ingressClasses,
        List<ClusterNode> nodes,
        List<Policy> policies,
        List<OtherObject> others) {
      this(
          namespaces,
          workloads,
          services,
          endpointSlices,
          ingresses,
          ingressClasses,
          nodes,
          policies,
          others,
          Gateways.NONE,
          NodeGuards.NONE,
          List.of());
    }

    /// The same with other namespaces.
    public Kubernetes withNamespaces(List<Namespace> replaced) {
      return new Kubernetes(
          replaced,
          workloads,
          services,
          endpointSlices,
          ingresses,
          ingressClasses,
          nodes,
          policies,
          others,
          gateways,
          guards,
          mesh);
    }

    /// The same with other workloads.
    public Kubernetes withWorkloads(List<Workload> replaced) {
      return new Kubernetes(
          namespaces,
          replaced,
          services,
          endpointSlices,
          ingresses,
          ingressClasses,
          nodes,
          policies,
          others,
          gateways,
          guards,
          mesh);
    }

    /// The same with other nodes.
    public Kubernetes withNodes(List<ClusterNode> replaced) {
      return new Kubernetes(
          namespaces,
          workloads,
          services,
          endpointSlices,
          ingresses,
          ingressClasses,
          replaced,
          policies,
          others,
          gateways,
          guards,
          mesh);
    }

    /// The same with other policies.
    public Kubernetes withPolicies(List<Policy> replaced) {
      return new Kubernetes(
          namespaces,
          workloads,
          services,
          endpointSlices,
          ingresses,
          ingressClasses,
          nodes,
          replaced,
          others,
          gateways,
          guards,
          mesh);
    }

    /// The same with other objects known by name only.
    public Kubernetes withOthers(List<OtherObject> replaced) {
      return new Kubernetes(
          namespaces,
          workloads,
          services,
          endpointSlices,
          ingresses,
          ingressClasses,
          nodes,
          policies,
          replaced,
          gateways,
          guards,
          mesh);
    }

    /// The same with other gateways.
    public Kubernetes withGateways(Gateways replaced) {
      return new Kubernetes(
          namespaces,
          workloads,
          services,
          endpointSlices,
          ingresses,
          ingressClasses,
          nodes,
          policies,
          others,
          replaced,
          guards,
          mesh);
    }

    /// The same with other guards of nodes.
    public Kubernetes withGuards(NodeGuards replaced) {
      return new Kubernetes(
          namespaces,
          workloads,
          services,
          endpointSlices,
          ingresses,
          ingressClasses,
          nodes,
          policies,
          others,
          gateways,
          replaced,
          mesh);
    }

    /// The same with other objects of meshes.
    public Kubernetes withMesh(List<MeshObject> replaced) {
      return new Kubernetes(
          namespaces,
          workloads,
          services,
          endpointSlices,
          ingresses,
          ingressClasses,
          nodes,
          policies,
          others,
          gateways,
          guards,
          replaced);
    }

    Kubernetes plus(Kubernetes that) {
      return new Kubernetes(
          joined(namespaces, that.namespaces),
          joined(workloads, that.workloads),
          joined(services, that.services),
          joined(endpointSlices, that.endpointSlices),
          joined(ingresses, that.ingresses),
          joined(ingressClasses, that.ingressClasses),
          joined(nodes, that.nodes),
          joined(policies, that.policies),
          joined(others, that.others),
          gateways.plus(that.gateways),
          guards.plus(that.guards),
          joined(mesh, that.mesh));
    }

    /// Whether no object was read.
    public boolean isEmpty() {
      return equals(NONE.kubernetes);
    }
  }

  /// What Azure resources say.
  ///
  /// @param poolsApart pools written as resources of their own
  /// @param others resources known by type only
  public record Azure(
      List<AksCluster> clusters,
      List<PoolOf> poolsApart,
      List<VirtualNetwork> networks,
      List<SecurityGroup> securityGroups,
      List<RouteTable> routeTables,
      List<ScaleSet> scaleSets,
      List<PublicAddress> publicAddresses,
      List<NatGateway> natGateways,
      List<OtherResource> others,
      List<AzureFirewall> firewalls,
      List<AdminRule> adminRules,
      Surroundings surroundings) {
    public Azure {
      clusters = List.copyOf(clusters);
      poolsApart = List.copyOf(poolsApart);
      networks = List.copyOf(networks);
      securityGroups = List.copyOf(securityGroups);
      routeTables = List.copyOf(routeTables);
      scaleSets = List.copyOf(scaleSets);
      publicAddresses = List.copyOf(publicAddresses);
      natGateways = List.copyOf(natGateways);
      others = List.copyOf(others);
      firewalls = List.copyOf(firewalls);
      adminRules = List.copyOf(adminRules);
    }

    /// Without firewalls, security admin rules and surroundings.
    public Azure(
        List<AksCluster> clusters,
        List<PoolOf> poolsApart,
        List<VirtualNetwork> networks,
        List<SecurityGroup> securityGroups,
        List<RouteTable> routeTables,
        List<ScaleSet> scaleSets,
        List<PublicAddress> publicAddresses,
        List<NatGateway> natGateways,
        List<OtherResource> others) {
      this(
          clusters,
          poolsApart,
          networks,
          securityGroups,
          routeTables,
          scaleSets,
          publicAddresses,
          natGateways,
          others,
          List.of(),
          List.of(),
          Surroundings.NONE);
    }

    /// The same with these firewalls.
    public Azure withFirewalls(List<AzureFirewall> replaced) {
      return new Azure(
          clusters,
          poolsApart,
          networks,
          securityGroups,
          routeTables,
          scaleSets,
          publicAddresses,
          natGateways,
          others,
          replaced,
          adminRules,
          surroundings);
    }

    /// The same with these security admin rules.
    public Azure withAdminRules(List<AdminRule> replaced) {
      return new Azure(
          clusters,
          poolsApart,
          networks,
          securityGroups,
          routeTables,
          scaleSets,
          publicAddresses,
          natGateways,
          others,
          firewalls,
          replaced,
          surroundings);
    }

    /// The same with these surroundings.
    public Azure withSurroundings(Surroundings replaced) {
      return new Azure(
          clusters,
          poolsApart,
          networks,
          securityGroups,
          routeTables,
          scaleSets,
          publicAddresses,
          natGateways,
          others,
          firewalls,
          adminRules,
          replaced);
    }

    /// The same with other networks and groups.
    public Azure with(List<VirtualNetwork> otherNetworks, List<SecurityGroup> otherGroups) {
      return new Azure(
          clusters,
          poolsApart,
          otherNetworks,
          otherGroups,
          routeTables,
          scaleSets,
          publicAddresses,
          natGateways,
          others,
          firewalls,
          adminRules,
          surroundings);
    }

    Azure plus(Azure that) {
      return new Azure(
          joined(clusters, that.clusters),
          joined(poolsApart, that.poolsApart),
          joined(networks, that.networks),
          joined(securityGroups, that.securityGroups),
          joined(routeTables, that.routeTables),
          joined(scaleSets, that.scaleSets),
          joined(publicAddresses, that.publicAddresses),
          joined(natGateways, that.natGateways),
          joined(others, that.others),
          joined(firewalls, that.firewalls),
          joined(adminRules, that.adminRules),
          surroundings.plus(that.surroundings));
    }

    /// Whether no resource was read.
    public boolean isEmpty() {
      return withSurroundings(surroundings.withoutTags()).equals(NONE.azure);
    }
  }

  /// What stands in the networks of clusters and beside them, of which clusters are no part.
  ///
  /// @param interfaces of machines that are in no scale set
  /// @param serviceTags tables of what service tags hold
  /// @param ownDns virtual networks that ask DNS servers of their own, or may
  /// @param guardedSubnets subnets whose rules hold for private endpoints, or may
  public record Surroundings(
      List<NetworkInterface> interfaces,
      List<ServiceTags> serviceTags,
      List<PrivateZone> privateZones,
      List<ResourceId> ownDns,
      List<ResourceId> guardedSubnets,
      List<OutboundBalancer> balancers,
      List<PublicPrefix> prefixes) {
    /// Nothing.
    public static final Surroundings NONE =
        new Surroundings(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public Surroundings {
      interfaces = List.copyOf(interfaces);
      serviceTags = List.copyOf(serviceTags);
      privateZones = List.copyOf(privateZones);
      ownDns = List.copyOf(ownDns);
      guardedSubnets = List.copyOf(guardedSubnets);
      balancers = List.copyOf(balancers);
      prefixes = List.copyOf(prefixes);
    }

    Surroundings plus(Surroundings that) {
      return new Surroundings(
          joined(interfaces, that.interfaces),
          joined(serviceTags, that.serviceTags),
          joined(privateZones, that.privateZones),
          joined(ownDns, that.ownDns),
          joined(guardedSubnets, that.guardedSubnets),
          joined(balancers, that.balancers),
          joined(prefixes, that.prefixes));
    }

    /// The same without tables of service tags, which are of no team.
    Surroundings withoutTags() {
      return new Surroundings(
          interfaces, List.of(), privateZones, ownDns, guardedSubnets, balancers, prefixes);
    }
  }

  /// A pool and the cluster it belongs to.
  public record PoolOf(ResourceId cluster, NodePool pool) {}

  /// Both together.
  public Facts plus(Facts that) {
    return new Facts(kubernetes.plus(that.kubernetes), azure.plus(that.azure));
  }

  private static <T> List<T> joined(List<T> left, List<T> right) {
    if (left.isEmpty() || right.isEmpty()) {
      return left.isEmpty() ? right : left;
    }
    List<T> all = new ArrayList<>(left);
    all.addAll(right);
    return all;
  }
}
