package io.seawall.dialects.consul;

import io.seawall.dialects.consul.ConsulObject.Defaults;
import io.seawall.dialects.consul.ConsulObject.Intentions;
import io.seawall.dialects.consul.ConsulObject.ServerConfig;
import io.seawall.dialects.consul.ConsulObject.Settings;
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

/// What Consul makes of the pods of a cluster.
public final class ConsulMesh implements MeshLanguage {
  @Override
  public Function<Workload, Member> in(Facts.Kubernetes facts, Optional<AksCluster> aks) {
    List<ConsulObject> objects =
        facts.mesh().stream()
            .flatMap(one -> one instanceof ConsulObject mine ? Stream.of(mine) : Stream.empty())
            .toList();
    boolean there =
        !objects.isEmpty()
            || facts.workloads().stream()
                .anyMatch(one -> Injection.hasProxy(one) || Injection.speaks(one.annotations()))
            || facts.namespaces().stream().anyMatch(one -> Injection.speaks(one.labels()));
    if (!there) {
      return _ -> Member.NONE;
    }
    Map<String, Namespace> namespaces = new HashMap<>();
    facts.namespaces().forEach(one -> namespaces.put(one.name(), one));
    DefaultRule byDefault = new DefaultRule(of(objects, ServerConfig.class));
    return new ConsulMember(
        new Injection(namespaces),
        new ServicePorts(facts.services()),
        new ProxySettings(of(objects, Defaults.class), of(objects, Settings.class)),
        new IntentionRules(
            of(objects, Intentions.class),
            byDefault,
            facts.workloads().stream().map(ConsulMember::namespace)),
        byDefault);
  }

  private static <T> List<T> of(List<ConsulObject> objects, Class<T> wanted) {
    return objects.stream().filter(wanted::isInstance).map(wanted::cast).toList();
  }
}
