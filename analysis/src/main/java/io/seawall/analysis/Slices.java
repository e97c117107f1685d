package io.seawall.analysis;

import io.seawall.model.Facts;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.AzureFirewall;
import io.seawall.model.cloud.NatGateway;
import io.seawall.model.cloud.NetworkInterface;
import io.seawall.model.cloud.OtherResource;
import io.seawall.model.cloud.OutboundBalancer;
import io.seawall.model.cloud.PrivateZone;
import io.seawall.model.cloud.PublicAddress;
import io.seawall.model.cloud.PublicPrefix;
import io.seawall.model.cloud.RouteTable;
import io.seawall.model.cloud.ScaleSet;
import io.seawall.model.cloud.SecurityGroup;
import io.seawall.model.cloud.VirtualNetwork;
import io.seawall.model.cluster.ClusterNode;
import io.seawall.model.cluster.EndpointSlice;
import io.seawall.model.cluster.Gateways;
import io.seawall.model.cluster.HostEndpoint;
import io.seawall.model.cluster.Ingress;
import io.seawall.model.cluster.IngressClass;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.OtherObject;
import io.seawall.model.cluster.Service;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.MeshObject;
import io.seawall.model.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The part of facts that was read in some places.
final class Slices {
  private Slices() {}

  static Facts of(Facts facts, Predicate<SourceRef> kubernetes, Predicate<SourceRef> azure) {
    Facts.Kubernetes k = facts.kubernetes();
    Facts.Azure a = facts.azure();
    return new Facts(
        new Facts.Kubernetes(
            kept(k.namespaces(), Namespace::where, kubernetes),
            kept(k.workloads(), Workload::where, kubernetes),
            kept(k.services(), Service::where, kubernetes),
            kept(k.endpointSlices(), EndpointSlice::where, kubernetes),
            kept(k.ingresses(), Ingress::where, kubernetes),
            kept(k.ingressClasses(), IngressClass::where, kubernetes),
            kept(k.nodes(), ClusterNode::where, kubernetes),
            kept(k.policies(), Policy::where, kubernetes),
            kept(k.others(), OtherObject::where, kubernetes),
            gateways(k.gateways(), kubernetes),
            k.guards().within(kubernetes),
            kept(k.mesh(), MeshObject::where, kubernetes)),
        new Facts.Azure(
            kept(a.clusters(), AksCluster::where, azure),
            kept(a.poolsApart(), pool -> pool.pool().where(), azure),
            kept(a.networks(), VirtualNetwork::where, azure),
            kept(a.securityGroups(), SecurityGroup::where, azure),
            kept(a.routeTables(), RouteTable::where, azure),
            kept(a.scaleSets(), ScaleSet::where, azure),
            kept(a.publicAddresses(), PublicAddress::where, azure),
            kept(a.natGateways(), NatGateway::where, azure),
            kept(a.others(), OtherResource::where, azure),
            kept(a.firewalls(), AzureFirewall::where, azure),
            a.adminRules(),
            new Facts.Surroundings(
                kept(a.surroundings().interfaces(), NetworkInterface::where, azure),
                a.surroundings().serviceTags(),
                kept(a.surroundings().privateZones(), PrivateZone::where, azure),
                a.surroundings().ownDns(),
                a.surroundings().guardedSubnets(),
                kept(a.surroundings().balancers(), OutboundBalancer::where, azure),
                kept(a.surroundings().prefixes(), PublicPrefix::where, azure))));
  }

  private static Gateways gateways(Gateways all, Predicate<SourceRef> wanted) {
    return new Gateways(
        kept(all.classes(), Gateways.GatewayClass::where, wanted),
        kept(all.gateways(), Gateways.Gateway::where, wanted),
        kept(all.routes(), Gateways.Route::where, wanted),
        kept(all.grants(), Gateways.ReferenceGrant::where, wanted),
        kept(all.openShiftRoutes(), Gateways.OpenShiftRoute::where, wanted));
  }

  private static <T> List<T> kept(
      List<T> all, Function<T, SourceRef> where, Predicate<SourceRef> wanted) {
    return all.stream().filter(one -> wanted.test(where.apply(one))).toList();
  }

  /// The places of all Kubernetes objects that have an identity a cluster holds once.
  static List<SourceRef> identities(Facts facts) {
    List<SourceRef> out = new ArrayList<>();
    Facts.Kubernetes k = facts.kubernetes();
    k.workloads().forEach(workload -> out.add(workload.where()));
    k.services().forEach(service -> out.add(service.where()));
    k.nodes().forEach(node -> out.add(node.where()));
    k.policies()
        .forEach(policy -> out.add(new SourceRef(policy.where().file(), 0, policy.title(), "")));
    return out;
  }

  /// The place of the first Kubernetes object.
  static Optional<SourceRef> first(Facts facts) {
    Facts.Kubernetes k = facts.kubernetes();
    return Stream.of(
            k.workloads().stream().map(Workload::where),
            k.namespaces().stream().map(Namespace::where),
            k.policies().stream().map(Policy::where),
            k.services().stream().map(Service::where),
            k.ingresses().stream().map(Ingress::where),
            k.nodes().stream().map(ClusterNode::where),
            k.endpointSlices().stream().map(EndpointSlice::where),
            k.others().stream().map(OtherObject::where),
            k.mesh().stream().map(MeshObject::where),
            k.guards().endpoints().stream().map(HostEndpoint::where),
            k.guards().policies().stream().map(one -> one.policy().where()),
            k.gateways().gateways().stream().map(Gateways.Gateway::where),
            k.gateways().routes().stream().map(Gateways.Route::where),
            k.gateways().openShiftRoutes().stream().map(Gateways.OpenShiftRoute::where))
        .flatMap(Function.identity())
        .findFirst();
  }
}
