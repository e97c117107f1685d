package io.seawall.dialects.linkerd;

import io.seawall.dialects.linkerd.LinkerdObject.Config;
import io.seawall.dialects.linkerd.LinkerdObject.MeshTls;
import io.seawall.dialects.linkerd.LinkerdObject.Route;
import io.seawall.dialects.linkerd.LinkerdObject.Server;
import io.seawall.dialects.linkerd.LinkerdObject.ServerAuthorization;
import io.seawall.model.Facts;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Member;
import io.seawall.model.mesh.MeshLanguage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What Linkerd makes of the pods of a cluster.
public final class LinkerdMesh implements MeshLanguage {
  @Override
  public Function<Workload, Member> in(Facts.Kubernetes facts, Optional<AksCluster> aks) {
    List<LinkerdObject> objects =
        facts.mesh().stream()
            .flatMap(one -> one instanceof LinkerdObject mine ? Stream.of(mine) : Stream.empty())
            .toList();
    boolean there =
        !objects.isEmpty()
            || facts.namespaces().stream().anyMatch(one -> Injection.speaks(one.annotations()))
            || facts.workloads().stream()
                .anyMatch(one -> Injection.hasProxy(one) || Injection.speaks(one.annotations()));
    if (!there) {
      return _ -> Member.NONE;
    }
    Map<String, Namespace> namespaces = new HashMap<>();
    facts.namespaces().forEach(one -> namespaces.put(one.name(), one));
    List<Config> configs = of(objects, Config.class);
    Installation installation =
        new Installation(
            configs.size() == 1 ? Optional.of(configs.getFirst()) : Optional.empty(),
            written(objects));
    Clients clients = new Clients(installation, namespaces, objects);
    return new LinkerdMember(
        new Injection(namespaces),
        installation,
        clients,
        of(objects, Server.class),
        new Authorizations(clients, of(objects, Route.class)),
        namespaces);
  }

  private static <T> List<T> of(List<LinkerdObject> objects, Class<T> wanted) {
    return objects.stream().filter(wanted::isInstance).map(wanted::cast).toList();
  }

  private static Stream<String> written(List<LinkerdObject> objects) {
    return Stream.concat(
        of(objects, MeshTls.class).stream().flatMap(one -> one.identities().stream()),
        of(objects, ServerAuthorization.class).stream()
            .flatMap(one -> one.client().identities().stream()));
  }
}
