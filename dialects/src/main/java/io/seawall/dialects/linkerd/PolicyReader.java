package io.seawall.dialects.linkerd;

import io.seawall.dialects.Fields;
import io.seawall.dialects.Specs;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.dialects.linkerd.LinkerdObject.AuthorizationPolicy;
import io.seawall.dialects.linkerd.LinkerdObject.MeshTls;
import io.seawall.dialects.linkerd.LinkerdObject.Networks;
import io.seawall.dialects.linkerd.LinkerdObject.Ref;
import io.seawall.model.Diagnostic;
import io.seawall.model.policy.Peers;
import java.util.List;
import java.util.Optional;

/// Reads an AuthorizationPolicy or what it requires.
///
/// Sources: Linkerd documentation, "Authorization Policy", AuthorizationPolicy,
/// MeshTLSAuthentication and NetworkAuthentication; Linkerd source, policy-controller/k8s/index
/// (authorization_policy.rs and meshtls_authentication.rs: which targets are refused).
final class PolicyReader {
  private final ObjectMeta meta;
  private final Fields root;
  private final List<Diagnostic> complaints;

  /// @param complaints those about this object so far; grows
  PolicyReader(ObjectMeta meta, Fields root, List<Diagnostic> complaints) {
    this.meta = meta;
    this.root = root;
    this.complaints = complaints;
  }

  LinkerdObject read() {
    Optional<Fields> spec = root.child("spec");
    if (spec.isEmpty()) {
      Specs.missing(root, "spec", "the rules of the object");
    }
    return switch (meta.type().kind()) {
      case "MeshTLSAuthentication" -> identities(spec);
      case "NetworkAuthentication" -> networks(spec);
      default -> policy(spec);
    };
  }

  private AuthorizationPolicy policy(Optional<Fields> spec) {
    if (spec.isPresent()) {
      for (String key : List.of("targetRef", "requiredAuthenticationRefs")) {
        if (spec.get().node(key).isEmpty()) {
          Specs.missing(spec.get(), key, "what the policy is for");
        }
      }
    }
    Optional<Ref> target =
        spec.flatMap(one -> one.child("targetRef"))
            .map(one -> checked(one, LinkerdFields.ref(one)));
    List<Ref> required =
        spec.map(one -> one.children("requiredAuthenticationRefs")).orElse(List.of()).stream()
            .map(one -> required(one, LinkerdFields.ref(one)))
            .toList();
    long identities = required.stream().filter(one -> !isNetworks(one)).count();
    if (spec.isPresent() && (identities > 1 || required.size() - identities > 1)) {
      spec.get()
          .complain(
              "BAD_VALUE",
              spec.get().where("requiredAuthenticationRefs"),
              "several of one sort",
              "at most one MeshTLSAuthentication or ServiceAccount and one NetworkAuthentication",
              "Linkerd refuses the object");
    }
    return new AuthorizationPolicy(
        meta.namespaceOrDefault(),
        meta.name(),
        target,
        required,
        Specs.close(root, spec, complaints),
        meta.where());
  }

  static boolean isNetworks(Ref ref) {
    return ref.isA(LinkerdReading.POLICY, "NetworkAuthentication");
  }

  private Ref checked(Fields at, Ref target) {
    boolean known =
        target.isA(LinkerdReading.POLICY, "Server")
            || target.isA("", "Namespace")
            || RouteReader.isRoute(target);
    if (!known) {
      complain(at, target, "a Server, a Namespace, an HTTPRoute or a GRPCRoute");
    } else if (target.isA("", "Namespace") && !target.name().equals(meta.namespaceOrDefault())) {
      at.complain(
          "BAD_VALUE",
          at.where("name"),
          "the namespace " + target.name(),
          "its own, " + meta.namespaceOrDefault(),
          "Linkerd refuses the object");
    }
    return target;
  }

  private Ref required(Fields at, Ref ref) {
    if (!isNetworks(ref)
        && !ref.isA(LinkerdReading.POLICY, "MeshTLSAuthentication")
        && !ref.isA("", "ServiceAccount")) {
      complain(at, ref, "a MeshTLSAuthentication, NetworkAuthentication or ServiceAccount");
    }
    return ref;
  }

  private static void complain(Fields at, Ref found, String expected) {
    String kind = found.group().isEmpty() ? found.kind() : found.kind() + "." + found.group();
    at.complain("BAD_VALUE", at.where("kind"), kind, expected, "Linkerd refuses the object");
  }

  private MeshTls identities(Optional<Fields> spec) {
    List<String> identities = spec.map(one -> one.texts("identities")).orElse(List.of());
    List<Ref> refs =
        spec.map(one -> one.children("identityRefs")).orElse(List.of()).stream()
            .map(one -> identityRef(one, LinkerdFields.ref(one)))
            .toList();
    if (spec.isPresent() && identities.isEmpty() && refs.isEmpty()) {
      Specs.missing(spec.get(), "identities", "identities or identityRefs");
    }
    return new MeshTls(
        meta.namespaceOrDefault(),
        meta.name(),
        identities,
        refs,
        Specs.close(root, spec, complaints),
        meta.where());
  }

  private static Ref identityRef(Fields at, Ref ref) {
    if (!ref.isA("", "ServiceAccount") && !ref.isA("", "Namespace")) {
      complain(at, ref, "a ServiceAccount or a Namespace");
    }
    return ref;
  }

  private Networks networks(Optional<Fields> spec) {
    List<Peers.Block> blocks =
        spec.map(one -> LinkerdFields.blocks(one, "networks")).orElse(List.of());
    if (spec.isPresent() && blocks.isEmpty()) {
      Specs.missing(spec.get(), "networks", "at least one network");
    }
    return new Networks(
        meta.namespaceOrDefault(),
        meta.name(),
        blocks,
        Specs.close(root, spec, complaints),
        meta.where());
  }
}
