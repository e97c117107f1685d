package io.seawall.dialects.istio;

import io.seawall.dialects.istio.IstioObject.AuthorizationPolicy;
import io.seawall.dialects.istio.IstioObject.DestinationRule;
import io.seawall.dialects.istio.IstioObject.MeshConfig;
import io.seawall.dialects.istio.IstioObject.PeerAuthentication;
import io.seawall.model.Facts;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Member;
import io.seawall.model.mesh.Mesh;
import io.seawall.model.mesh.MeshLanguage;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What Istio makes of the pods of a cluster, with a proxy beside each of them or without.
public final class IstioMesh implements MeshLanguage {
  @Override
  public Function<Workload, Member> in(Facts.Kubernetes facts, Optional<AksCluster> aks) {
    List<IstioObject> objects = of(facts, IstioObject.class);
    Settings settings = Settings.of(facts, aks, of(facts, MeshConfig.class));
    Map<String, Namespace> namespaces = new HashMap<>();
    facts.namespaces().forEach(one -> namespaces.put(one.name(), one));
    boolean visible = !objects.isEmpty() || settings.addon() || isAskedFor(facts);
    Injection injection = new Injection(settings, visible);
    Clients clients =
        new Clients(
            of(facts, DestinationRule.class),
            facts.services(),
            facts.workloads().stream()
                .map(workload -> workload.id().namespace())
                .collect(Collectors.toSet()),
            settings.rootNamespace());
    Map<Mesh, Proxies> proxies = new EnumMap<>(Mesh.class);
    for (Mesh mode : List.of(Mesh.ISTIO, Mesh.ISTIO_AMBIENT)) {
      boolean ambient = mode == Mesh.ISTIO_AMBIENT;
      proxies.put(
          mode,
          new Proxies(
              mode,
              settings,
              facts.services(),
              new Transport(of(facts, PeerAuthentication.class), settings.rootNamespace(), ambient),
              new Authorization(of(facts, AuthorizationPolicy.class), settings, ambient),
              clients,
              new Waypoints(facts, settings, of(facts, AuthorizationPolicy.class), namespaces),
              objects));
    }
    return workload ->
        injection
            .of(workload, Optional.ofNullable(namespaces.get(workload.id().namespace())))
            .map(found -> of(found.mesh(), proxies).member(workload, found.standing()))
            .orElse(Member.NONE);
  }

  private static Proxies of(Mesh mesh, Map<Mesh, Proxies> proxies) {
    return Objects.requireNonNull(proxies.get(mesh));
  }

  private static boolean isAskedFor(Facts.Kubernetes facts) {
    return facts.namespaces().stream()
        .anyMatch(one ->
            one.labels().containsKey("istio-injection")
                || one.labels().containsKey(Injection.REVISION)
                || one.labels().containsKey("istio.io/dataplane-mode"));
  }

  private static <T extends IstioObject> List<T> of(Facts.Kubernetes facts, Class<T> kind) {
    return facts.mesh().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
