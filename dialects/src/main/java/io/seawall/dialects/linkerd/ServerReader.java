package io.seawall.dialects.linkerd;

import io.seawall.dialects.Fields;
import io.seawall.dialects.Specs;
import io.seawall.dialects.kubernetes.LabelSelectorReader;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.dialects.linkerd.LinkerdObject.Client;
import io.seawall.dialects.linkerd.LinkerdObject.Port;
import io.seawall.dialects.linkerd.LinkerdObject.Ref;
import io.seawall.dialects.linkerd.LinkerdObject.Server;
import io.seawall.dialects.linkerd.LinkerdObject.ServerAuthorization;
import io.seawall.model.Diagnostic;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.policy.LabelTest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a Server or ServerAuthorization.
///
/// Sources: Linkerd documentation, "Authorization Policy", Server and ServerAuthorization; Linkerd
/// source, charts/linkerd-crds (server.yaml, server-authorization.yaml) and
/// policy-controller/k8s/index (server_authorization.rs: which clients are refused).
final class ServerReader {
  private static final Set<String> PROTOCOLS =
      Set.of("unknown", "HTTP/1", "HTTP/2", "gRPC", "opaque", "TLS");

  private final ObjectMeta meta;
  private final Fields root;
  private final List<Diagnostic> complaints;

  /// @param complaints those about this object so far; grows
  ServerReader(ObjectMeta meta, Fields root, List<Diagnostic> complaints) {
    this.meta = meta;
    this.root = root;
    this.complaints = complaints;
  }

  LinkerdObject read() {
    Optional<Fields> spec = root.child("spec");
    if (spec.isEmpty()) {
      Specs.missing(root, "spec", "the rules of the object");
    }
    return meta.type().kind().equals("Server") ? server(spec) : authorization(spec);
  }

  private Server server(Optional<Fields> spec) {
    Optional<LabelTest> pods =
        spec.flatMap(one -> one.child("podSelector"))
            .map(one -> LabelSelectorReader.read(one).test());
    spec.ifPresent(this::checkSelectors);
    Optional<Port> port = spec.flatMap(ServerReader::port);
    String protocol =
        spec.flatMap(one -> one.text("proxyProtocol"))
            .map(text ->
                Specs.known(spec.orElseThrow(), "proxyProtocol", text, PROTOCOLS, "Linkerd"))
            .orElse("unknown");
    String access =
        spec.flatMap(one -> one.text("accessPolicy"))
            .map(text ->
                Specs.known(
                    spec.orElseThrow(), "accessPolicy", text, DefaultPolicy.names(), "Linkerd"))
            .orElse("deny");
    return new Server(
        meta.namespaceOrDefault(),
        meta.name(),
        meta.labels(),
        pods,
        port,
        protocol,
        access,
        Specs.close(root, spec, complaints),
        meta.where());
  }

  private void checkSelectors(Fields spec) {
    spec.ignore("externalWorkloadSelector");
    boolean pods = spec.node("podSelector").isPresent();
    boolean machines = spec.node("externalWorkloadSelector").isPresent();
    if (pods == machines) {
      spec.complain(
          "ONE_OF",
          spec.where(),
          pods
              ? "both podSelector and externalWorkloadSelector"
              : "neither podSelector nor externalWorkloadSelector",
          "exactly one of podSelector and externalWorkloadSelector",
          pods ? "" : "podSelector: {} means every pod of the namespace");
    }
  }

  /// A number in quotes is a name, and no port has such a name.
  private static Optional<Port> port(Fields spec) {
    Optional<Node> node = spec.node("port");
    if (node.isPresent()
        && node.get() instanceof Scalar(_, var kind, var text)
        && kind == ScalarKind.STRING) {
      if (text.chars().allMatch(Character::isDigit)) {
        spec.complain(
            "BAD_VALUE",
            spec.where("port"),
            "the text \"" + text + "\"",
            "the number, without quotes",
            "no port has a number for its name");
      }
      return Optional.of(new Port(0, text));
    }
    if (node.isEmpty()) {
      Specs.missing(spec, "port", "the number of a port, or its name");
    }
    return spec.integer("port", 1, 65535).map(number -> new Port(number, ""));
  }

  private ServerAuthorization authorization(Optional<Fields> spec) {
    Optional<Fields> server = spec.flatMap(one -> one.child("server"));
    Optional<String> name = server.flatMap(one -> one.text("name"));
    LabelTest selected =
        server
            .flatMap(one -> one.child("selector"))
            .map(one -> LabelSelectorReader.read(one).test())
            .orElse(LabelTest.any());
    server.ifPresent(Fields::close);
    Optional<Fields> client = spec.flatMap(one -> one.child("client"));
    if (spec.isPresent() && (server.isEmpty() || client.isEmpty())) {
      String key = server.isEmpty() ? "server" : "client";
      Specs.missing(spec.get(), key, key.equals("server") ? "name or selector" : "who may connect");
    }
    return new ServerAuthorization(
        meta.namespaceOrDefault(),
        meta.name(),
        name,
        selected,
        client(client),
        Specs.close(root, spec, complaints),
        meta.where());
  }

  private Client client(Optional<Fields> client) {
    boolean anybody = client.flatMap(one -> one.bool("unauthenticated")).orElse(false);
    Optional<Fields> tls = client.flatMap(one -> one.child("meshTLS"));
    boolean anyTls = tls.flatMap(one -> one.bool("unauthenticatedTLS")).orElse(false);
    List<String> identities = tls.map(one -> one.texts("identities")).orElse(List.of());
    List<Ref> accounts =
        tls.map(one -> one.children("serviceAccounts")).orElse(List.of()).stream()
            .map(ServerReader::account)
            .toList();
    tls.ifPresent(Fields::close);
    Client read =
        new Client(
            anybody,
            anyTls,
            identities,
            accounts,
            client.map(one -> LinkerdFields.blocks(one, "networks")).orElse(List.of()));
    if (client.isPresent() && !anybody && !anyTls && identities.size() + accounts.size() == 0) {
      client
          .get()
          .complain(
              "BAD_VALUE",
              client.get().where(),
              "no client",
              "unauthenticated, or meshTLS with identities or serviceAccounts",
              "Linkerd leaves the object out");
    }
    client.ifPresent(Fields::close);
    return read;
  }

  private static Ref account(Fields fields) {
    Ref ref =
        new Ref(
            "",
            "ServiceAccount",
            fields.text("namespace").orElse(""),
            fields.text("name").orElse(ObjectMeta.UNREADABLE));
    fields.close();
    return ref;
  }
}
