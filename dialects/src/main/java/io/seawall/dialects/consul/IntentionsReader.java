package io.seawall.dialects.consul;

import io.seawall.dialects.Fields;
import io.seawall.dialects.Specs;
import io.seawall.dialects.consul.ConsulObject.Intentions;
import io.seawall.dialects.consul.ConsulObject.Permission;
import io.seawall.dialects.consul.ConsulObject.ServiceName;
import io.seawall.dialects.consul.ConsulObject.Source;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.model.Diagnostic;
import io.seawall.model.policy.Peers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads ServiceIntentions as strictly as Consul does.
///
/// Sources: Consul documentation, "Service intentions configuration entry reference"; Consul
/// source, consul-k8s, control-plane/api/v1alpha1/serviceintentions_types.go (`Validate`).
final class IntentionsReader {
  private static final Set<String> ACTIONS = Set.of("allow", "deny");

  private final ObjectMeta meta;
  private final Fields root;
  private final List<Diagnostic> complaints;

  /// @param complaints those about this object so far; grows
  IntentionsReader(ObjectMeta meta, Fields root, List<Diagnostic> complaints) {
    this.meta = meta;
    this.root = root;
    this.complaints = complaints;
  }

  Intentions read() {
    Optional<Fields> spec = root.child("spec");
    if (spec.isEmpty()) {
      Specs.missing(root, "spec", "destination and sources");
    }
    Optional<Fields> destination = spec.flatMap(one -> one.child("destination"));
    Optional<ServiceName> service = destination.flatMap(IntentionsReader::service);
    if (spec.isPresent() && service.isEmpty()) {
      Specs.missing(spec.get(), "destination", "the name of a service, or *");
    }
    destination.ifPresent(Fields::close);
    List<Source> sources =
        spec.map(one -> one.children("sources")).orElse(List.of()).stream()
            .map(IntentionsReader::source)
            .toList();
    if (spec.isPresent() && sources.isEmpty()) {
      Specs.missing(spec.get(), "sources", "at least one source");
    }
    boolean needsToken = spec.filter(one -> one.node("jwt").isPresent()).isPresent();
    return new Intentions(
        meta.namespaceOrDefault(),
        meta.name(),
        service,
        sources,
        needsToken,
        Syncs.close(meta, root, spec, complaints),
        meta.where());
  }

  private static Optional<ServiceName> service(Fields fields) {
    String namespace = fields.text("namespace").orElse("default");
    return fields.text("name").map(name -> new ServiceName(name, namespace));
  }

  private static Source source(Fields fields) {
    Optional<ServiceName> service = service(fields);
    if (service.isEmpty()) {
      Specs.missing(fields, "name", "the name of a service, or *");
    }
    String elsewhere =
        Stream.of("peer", "partition", "samenessGroup")
            .map(key -> fields.text(key).map(text -> key + " " + text).orElse(""))
            .filter(text -> !text.isEmpty() && !text.equals("partition default"))
            .findFirst()
            .orElse("");
    List<Permission> permissions =
        fields.children("permissions").stream().map(IntentionsReader::permission).toList();
    Optional<Boolean> action = fields.text("action").map(text -> isAllow(fields, text));
    if (action.isPresent() != permissions.isEmpty()) {
      fields.complain(
          "ONE_OF",
          fields.where(),
          action.isPresent() ? "both action and permissions" : "neither action nor permissions",
          "exactly one of action and permissions",
          "Consul refuses the object");
    }
    fields.ignore("description");
    fields.close();
    return new Source(
        service.orElse(new ServiceName(ObjectMeta.UNREADABLE, "default")),
        elsewhere,
        action,
        permissions,
        fields.where());
  }

  private static boolean isAllow(Fields fields, String action) {
    return Specs.known(fields, "action", action, ACTIONS, "Consul").equals("allow");
  }

  private static Permission permission(Fields fields) {
    Optional<String> action = fields.text("action");
    if (action.isEmpty()) {
      Specs.missing(fields, "action", "allow or deny");
    }
    boolean allow = action.filter(text -> isAllow(fields, text)).isPresent();
    List<Peers> all = new ArrayList<>();
    fields.child("http").ifPresent(http -> RequestReader.read(http, all));
    if (fields.node("jwt").isPresent()) {
      all.add(new Peers.Unknown("whether the request holds a token"));
    }
    fields.close();
    Peers requests = all.isEmpty() ? new Peers.Everybody() : new Peers.AllOf(all);
    return new Permission(allow, requests, fields.where());
  }
}
