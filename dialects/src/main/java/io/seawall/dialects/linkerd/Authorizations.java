package io.seawall.dialects.linkerd;

import io.seawall.dialects.MeshPolicies;
import io.seawall.dialects.linkerd.Claims.Claim;
import io.seawall.dialects.linkerd.LinkerdObject.Route;
import io.seawall.dialects.linkerd.LinkerdObject.Server;
import io.seawall.model.mesh.Stage;
import io.seawall.model.policy.Peers;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Rule;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What becomes of the ports that Servers claim: whom any authorization admits may connect, and
/// nobody else. The default policy of the pod does not matter for them.
///
/// Sources: Linkerd documentation, "Authorization Policy"; Linkerd source,
/// policy-controller/k8s/index/src/inbound/index.rs (`client_authzs`, `http_routes`).
final class Authorizations {
  private final Clients clients;
  private final List<Route> routes;

  Authorizations(Clients clients, List<Route> routes) {
    this.clients = clients;
    this.routes = List.copyOf(routes);
  }

  List<Policy> of(Claims claims) {
    List<Policy> policies = new ArrayList<>();
    for (Claim claim : claims.all()) {
      Ports alone = claims.alone(claim);
      part(claim, alone, claim.sure(), policies);
      part(claim, claim.ports().minus(alone), false, policies);
      close(claim, policies);
    }
    return policies;
  }

  /// Whether some routes belong to a Server that looks at requests.
  private List<Route> routes(Server server) {
    return server.seesRequests()
        ? routes.stream()
            .filter(one ->
                one.namespace().equals(server.namespace()) && one.servers().contains(server.name()))
            .toList()
        : List.of();
  }

  /// @param sure whether it is known that the Server decides of these ports
  private void part(Claim claim, Ports ports, boolean sure, List<Policy> policies) {
    if (ports.isEmpty()) {
      return;
    }
    Server server = claim.server();
    for (Clients.Admission admission : clients.of(server)) {
      policies.add(allow(admission, admission.peers(), ports, sure));
    }
    DefaultPolicy.of(server.accessPolicy())
        .flatMap(policy -> policy.peers(clients.installation().cluster()))
        .ifPresent(peers ->
            policies.add(
                MeshPolicies.of(
                    server.speaker(),
                    Stage.AUTHORIZATION,
                    0,
                    sure,
                    List.of(
                        MeshPolicies.rule(
                            Verdict.ALLOW,
                            peers,
                            MeshPolicies.ports(ports),
                            "accessPolicy",
                            server.where().at("spec.accessPolicy", server.where().line()))))));
    byRoute(server, ports, sure, policies);
  }

  private static Policy allow(Clients.Admission admission, Peers peers, Ports ports, boolean sure) {
    LinkerdObject object = admission.object();
    Rule rule =
        MeshPolicies.rule(Verdict.ALLOW, peers, MeshPolicies.ports(ports), "", object.where());
    return MeshPolicies.of(
        object.speaker(), Stage.AUTHORIZATION, 0, sure && admission.sure(), List.of(rule));
  }

  /// Where a Server has routes, a request that none of them speaks of is refused, and what a route
  /// admits comes on top. Of several routes the most specific decides, which is not told here.
  private void byRoute(Server server, Ports ports, boolean sure, List<Policy> policies) {
    List<Route> bound = routes(server);
    if (bound.isEmpty()) {
      return;
    }
    boolean known = sure && bound.stream().noneMatch(Route::broken);
    Peers any = new Peers.AnyOf(bound.stream().map(Route::requests).toList());
    policies.add(
        MeshPolicies.of(
            server.speaker(),
            Stage.DENIAL,
            0,
            known,
            List.of(
                MeshPolicies.rule(
                    Verdict.DENY,
                    new Peers.Not(any),
                    MeshPolicies.ports(ports),
                    "requests without a route",
                    server.where()))));
    for (Route route : bound) {
      for (Clients.Admission admission : clients.of(route)) {
        List<Peers> all = new ArrayList<>(List.of(admission.peers(), route.requests()));
        if (bound.size() > 1) {
          all.add(new Peers.Unknown("which route of " + server.title() + " a request takes"));
        }
        policies.add(allow(admission, new Peers.AllOf(all), ports, known));
      }
    }
  }

  private static void close(Claim claim, List<Policy> policies) {
    Server server = claim.server();
    policies.add(
        MeshPolicies.of(
            server.speaker(),
            Stage.RANKED,
            0,
            claim.sure(),
            List.of(
                MeshPolicies.rule(
                    Verdict.DENY,
                    new Peers.Everybody(),
                    MeshPolicies.ports(claim.ports()),
                    "whom nothing authorises",
                    server.where()))));
  }

  /// Whether any route is bound to a Server that never looks at requests.
  Optional<Route> idle(Server server) {
    return server.seesRequests()
        ? Optional.empty()
        : routes.stream()
            .filter(one ->
                one.namespace().equals(server.namespace()) && one.servers().contains(server.name()))
            .findFirst();
  }
}
