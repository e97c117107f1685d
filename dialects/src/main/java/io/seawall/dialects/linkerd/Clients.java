package io.seawall.dialects.linkerd;

import io.seawall.dialects.linkerd.LinkerdObject.AuthorizationPolicy;
import io.seawall.dialects.linkerd.LinkerdObject.Client;
import io.seawall.dialects.linkerd.LinkerdObject.MeshTls;
import io.seawall.dialects.linkerd.LinkerdObject.Networks;
import io.seawall.dialects.linkerd.LinkerdObject.Ref;
import io.seawall.dialects.linkerd.LinkerdObject.Route;
import io.seawall.dialects.linkerd.LinkerdObject.Server;
import io.seawall.dialects.linkerd.LinkerdObject.ServerAuthorization;
import io.seawall.model.cluster.Namespace;
import io.seawall.model.mesh.Identity;
import io.seawall.model.mesh.Note;
import io.seawall.model.policy.LabelTest;
import io.seawall.model.policy.Peers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whom authorizations admit.
///
/// Sources: Linkerd documentation, "Authorization Policy"; Linkerd source,
/// policy-controller/k8s/index/src/inbound (`policy_client_authz`, server_authorization.rs) and
/// policy-controller/grpc/src/inbound.rs (a ServerAuthorization without networks means those of the
/// cluster).
final class Clients {
  private final Installation installation;
  private final Map<String, Namespace> namespaces;
  private final List<ServerAuthorization> serverAuthorizations = new ArrayList<>();
  private final List<AuthorizationPolicy> policies = new ArrayList<>();
  private final List<MeshTls> identities = new ArrayList<>();
  private final List<Networks> networks = new ArrayList<>();

  /// Whom an object admits.
  ///
  /// @param sure whether the object is known to be in force
  record Admission(LinkerdObject object, Peers peers, boolean sure) {}

  Clients(
      Installation installation,
      Map<String, Namespace> namespaces,
      List<? extends LinkerdObject> objects) {
    this.installation = installation;
    this.namespaces = namespaces;
    for (LinkerdObject object : objects) {
      switch (object) {
        case ServerAuthorization one -> serverAuthorizations.add(one);
        case AuthorizationPolicy one -> policies.add(one);
        case MeshTls one -> identities.add(one);
        case Networks one -> networks.add(one);
        case Server _, Route _, LinkerdObject.Config _ -> {}
      }
    }
  }

  Installation installation() {
    return installation;
  }

  /// Whom the authorizations of a Server admit.
  List<Admission> of(Server server) {
    List<Admission> found = new ArrayList<>();
    for (ServerAuthorization one : serverAuthorizations) {
      if (one.selects(server) || (one.broken() && one.namespace().equals(server.namespace()))) {
        found.add(
            new Admission(
                one,
                one.broken() ? unread(one) : peers(one.client(), one.namespace()),
                !one.broken()));
      }
    }
    for (AuthorizationPolicy policy : policies) {
      if (policy.namespace().equals(server.namespace()) && targets(policy, server)) {
        admission(policy).ifPresent(found::add);
      }
    }
    return found;
  }

  private static Peers unread(LinkerdObject object) {
    return new Peers.Unknown("what " + object.title() + " says");
  }

  private static boolean targets(AuthorizationPolicy policy, Server server) {
    return policy
        .target()
        .map(ref ->
            ref.isA("", "Namespace")
                || (ref.isA(LinkerdReading.POLICY, "Server") && ref.name().equals(server.name()))
                || (policy.broken() && !RouteReader.isRoute(ref)))
        .orElse(policy.broken());
  }

  /// Whom the authorizations of a route admit.
  List<Admission> of(Route route) {
    List<Admission> found = new ArrayList<>();
    for (AuthorizationPolicy policy : policies) {
      boolean meant =
          policy
              .target()
              .filter(ref ->
                  ref.isA(route.group(), route.kind()) && ref.name().equalsIgnoreCase(route.name()))
              .isPresent();
      if (meant && policy.namespace().equals(route.namespace())) {
        admission(policy).ifPresent(found::add);
      }
    }
    return found;
  }

  /// Empty if it requires something that there is not: Linkerd leaves it out.
  private Optional<Admission> admission(AuthorizationPolicy policy) {
    if (policy.broken()) {
      return Optional.of(new Admission(policy, unread(policy), false));
    }
    List<Peers> all = new ArrayList<>();
    for (Ref ref : policy.required()) {
      Optional<Peers> peers = required(ref, policy.namespace());
      if (peers.isEmpty()) {
        return Optional.empty();
      }
      all.add(peers.get());
    }
    Peers peers =
        switch (all.size()) {
          case 0 -> new Peers.Everybody();
          case 1 -> all.getFirst();
          default -> new Peers.AllOf(all);
        };
    return Optional.of(new Admission(policy, peers, true));
  }

  private Optional<Peers> required(Ref ref, String home) {
    String namespace = ref.namespaceOr(home);
    if (ref.isA("", "ServiceAccount")) {
      return Optional.of(
          identified(
              List.of(
                  LabelTest.equalTo(
                      Identity.PRINCIPAL, installation.principal(namespace, ref.name())))));
    }
    Optional<Peers> found =
        PolicyReader.isNetworks(ref)
            ? named(networks, namespace, ref.name()).map(this::peers)
            : named(identities, namespace, ref.name()).map(this::peers);
    boolean mayBeThere =
        !namespace.equals(home)
            && Optional.ofNullable(namespaces.get(namespace)).filter(Namespace::declared).isEmpty();
    return found.isPresent() || !mayBeThere
        ? found
        : Optional.of(new Peers.Unknown(ref.kind() + " " + namespace + "/" + ref.name()));
  }

  private static <T extends LinkerdObject> Optional<T> named(
      List<T> objects, String namespace, String name) {
    return objects.stream()
        .filter(one -> one.namespace().equals(namespace) && one.name().equals(name))
        .findFirst();
  }

  private Peers peers(Networks object) {
    return object.broken() ? unread(object) : blocks(object.blocks());
  }

  private Peers peers(MeshTls object) {
    if (object.broken()) {
      return unread(object);
    }
    List<LabelTest> tests = new ArrayList<>();
    object.identities().forEach(one -> tests.add(Installation.test(one)));
    for (Ref ref : object.refs()) {
      tests.add(
          ref.isA("", "Namespace")
              ? installation.anyOf(ref.name())
              : LabelTest.equalTo(
                  Identity.PRINCIPAL,
                  installation.principal(ref.namespaceOr(object.namespace()), ref.name())));
    }
    return identified(tests);
  }

  private Peers peers(Client client, String home) {
    Peers where = client.networks().isEmpty() ? installation.cluster() : blocks(client.networks());
    if (client.anybody()) {
      return where;
    }
    // A certificate of anybody is more than one of the mesh, so whoever has one is not known.
    Peers who =
        client.anyTls()
            ? new Peers.AnyOf(
                List.of(
                    new Peers.Identified(LabelTest.any()),
                    new Peers.Unknown("who speaks TLS without an identity of the mesh")))
            : identities(client, home);
    return new Peers.AllOf(List.of(who, where));
  }

  private Peers identities(Client client, String home) {
    List<LabelTest> tests = new ArrayList<>();
    client.identities().forEach(one -> tests.add(Installation.test(one)));
    for (Ref account : client.accounts()) {
      tests.add(
          LabelTest.equalTo(
              Identity.PRINCIPAL,
              installation.principal(account.namespaceOr(home), account.name())));
    }
    return identified(tests);
  }

  /// Exact identities become one test of their values.
  private static Peers identified(List<LabelTest> tests) {
    if (tests.stream().anyMatch(LabelTest::isAny)) {
      return new Peers.Identified(LabelTest.any());
    }
    Set<String> exact = new LinkedHashSet<>();
    List<LabelTest> all = new ArrayList<>();
    for (LabelTest test : tests) {
      if (test instanceof LabelTest.In(var _, var values)) {
        exact.addAll(values);
      } else {
        all.add(test);
      }
    }
    if (!exact.isEmpty()) {
      all.addFirst(new LabelTest.In(Identity.PRINCIPAL, exact));
    }
    return new Peers.Identified(all.size() == 1 ? all.getFirst() : new LabelTest.OneOf(all));
  }

  /// All addresses of both families are everybody.
  private static Peers blocks(List<Peers.Block> blocks) {
    boolean everybody =
        blocks.stream().anyMatch(one -> isAll(one, false))
            && blocks.stream().anyMatch(one -> isAll(one, true));
    return everybody ? new Peers.Everybody() : new Peers.AnyOf(List.copyOf(blocks));
  }

  private static boolean isAll(Peers.Block block, boolean v6) {
    return block.block().prefixBits() == 0
        && block.block().base().v6() == v6
        && block.exceptions().isEmpty();
  }

  /// What is to be said of policies that speak of a Server.
  List<Note> notes(Server server) {
    List<Note> notes = new ArrayList<>();
    for (AuthorizationPolicy policy : policies) {
      if (policy.broken()
          || !policy.namespace().equals(server.namespace())
          || !targets(policy, server)) {
        continue;
      }
      if (admission(policy).isEmpty()) {
        notes.add(
            new Note(
                Note.Kind.VAIN,
                policy.title() + " requires an object that there is not, so Linkerd leaves it out",
                policy.where()));
      } else if (policy.required().isEmpty()) {
        notes.add(
            new Note(
                Note.Kind.VAIN,
                policy.title() + " requires no authentication, so it lets everybody in",
                policy.where()));
      }
    }
    return notes;
  }
}
