package io.seawall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.sources.Limits;
import io.seawall.sources.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// What the authors of public manifests say of requests, and of pods in a mesh: the ends of each
/// connection are made as live pods, with the proxy of their mesh and a Service in front of them,
/// where that corpus lies beside the project.
class MeshFactsTest {
  private static final Path CORPUS = Path.of("../../shared/corpus/kubernetes");
  private static final Path ARGUED = Path.of("../docs/semantics/facts.md");
  private static final Pattern ROW = Pattern.compile("^\\| ([a-z0-9-]+#\\d+) \\|");

  @TempDir private Path folder;

  /// A fact with what it needs.
  private record Fact(Mapping item, Mapping said) {
    String id() {
      return text(said, "id");
    }

    String mesh() {
      String name = text(item, "id");
      return name.startsWith("istio") ? "istio" : name.startsWith("linkerd") ? "linkerd" : "";
    }
  }

  @TestFactory
  Stream<DynamicTest> the_corpus(TestReporter reporter) {
    return Files.isDirectory(CORPUS)
        ? Stream.of(
            DynamicTest.dynamicTest(
                "what differs from the stated facts is argued, and nothing else",
                () -> compare(reporter)))
        : Stream.empty();
  }

  private void compare(TestReporter reporter) throws IOException {
    List<Fact> facts = facts();
    Set<String> differing = new TreeSet<>();
    Map<String, List<Fact>> together = new LinkedHashMap<>();
    for (Fact fact : facts) {
      String key = text(fact.item, "id") + given(fact);
      together.computeIfAbsent(key, _ -> new ArrayList<>()).add(fact);
    }
    for (List<Fact> group : together.values()) {
      differing.addAll(wrong(group));
    }
    reporter.publishEntry(
        "facts of requests and meshes",
        facts.size() - differing.size() + " of " + facts.size() + " right");
    assertThat(differing).isEqualTo(argued());
  }

  private static List<Fact> facts() throws IOException {
    List<Fact> found = new ArrayList<>();
    for (Mapping item : mappings(root(CORPUS.resolve("index.json")), "items")) {
      for (Mapping said : mappings(item, "intended")) {
        Fact fact = new Fact(item, said);
        if (said.get("http").isPresent() || !fact.mesh().isEmpty()) {
          found.add(fact);
        }
      }
    }
    return found;
  }

  private static List<String> given(Fact fact) {
    return fact.said
        .get("given")
        .map(node -> ((Sequence) node).items().stream().map(MeshFactsTest::text).toList())
        .orElse(List.of("*"));
  }

  /// The facts of a group that come out otherwise.
  private Set<String> wrong(List<Fact> group) throws IOException {
    Fact first = group.getFirst();
    Path here = Files.createDirectories(folder.resolve(first.id()));
    Files.writeString(here.resolve("cluster.json"), cluster(first));
    Path tests = folder.resolve(first.id() + "-tests.json");
    Files.writeString(
        tests,
        group.stream()
            .map(MeshFactsTest::assertion)
            .collect(Collectors.joining(",", "{\"tests\": [", "]}")));
    List<String> words =
        new ArrayList<>(
            List.of("test", here.toString(), "--tests", tests.toString(), "-o", "json"));
    String engine = first.said.text("engine").orElse(isOfCilium(first) ? "cilium" : "");
    if (!engine.isEmpty()) {
      words.addAll(List.of("--engine", engine));
    }
    Ran ran = Ran.of(words.toArray(String[]::new));
    Path out = folder.resolve(first.id() + "-out.json");
    Files.writeString(out, ran.out());
    Set<String> wrong = new TreeSet<>();
    group.forEach(fact -> wrong.add(fact.id()));
    for (Mapping test : mappings(root(out), "tests")) {
      if (text(test, "verdict").equals("pass")) {
        wrong.remove(text(test, "name"));
      }
    }
    return wrong;
  }

  private static boolean isOfCilium(Fact fact) {
    String name = text(fact.item, "id");
    return name.startsWith("cilium") || name.startsWith("aks-l7");
  }

  private static String assertion(Fact fact) {
    Mapping said = fact.said;
    StringBuilder out = new StringBuilder(256);
    out.append("{\"name\": \"").append(fact.id());
    out.append("\", \"from\": \"").append(end(fact, text(said, "src")));
    out.append("\", \"to\": \"").append(end(fact, text(said, "dst")));
    out.append("\", \"port\": \"tcp/").append(said.text("port").orElse("any"));
    out.append("\", \"expect\": \"").append(text(said, "expect")).append('"');
    said.get("http").ifPresent(http -> out.append(", \"http\": ").append(json(http)));
    return out.append('}').toString();
  }

  private static String end(Fact fact, String name) {
    Optional<Mapping> end = endpoint(fact, name);
    return end.flatMap(one -> one.text("namespace"))
        .map(namespace -> namespace + "/" + slug(name))
        .orElse("internet");
  }

  private static Optional<Mapping> endpoint(Fact fact, String name) {
    return fact.item
        .get("endpoints")
        .flatMap(node -> ((Mapping) node).get(name))
        .map(Mapping.class::cast);
  }

  private static String slug(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
  }

  private static String cluster(Fact fact) throws IOException {
    List<String> objects = new ArrayList<>();
    List<String> given = given(fact);
    for (Mapping file : mappings(fact.item, "files")) {
      String path = text(file, "path");
      boolean wanted =
          given.contains("*") || given.stream().anyMatch(name -> path.endsWith("/" + name));
      if (wanted && path.matches(".*\\.(yaml|yml|json)")) {
        for (Document document : documents(CORPUS.resolve(path))) {
          objects.add(json(inNamespace(document.root(), fact)));
        }
      }
    }
    Mapping ends = (Mapping) fact.item.get("endpoints").orElseThrow();
    int number = 2;
    Set<String> namespaces = new TreeSet<>();
    for (Node.Entry entry : ends.entries()) {
      Mapping end = (Mapping) entry.value();
      Optional<String> namespace = end.text("namespace");
      if (namespace.isPresent()) {
        if (namespaces.add(namespace.get())) {
          objects.add(namespace(namespace.get(), end, fact));
        }
        objects.addAll(pod(entry.key(), end, fact, number++));
      }
    }
    return objects.stream()
        .collect(
            Collectors.joining(
                ",\n", "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": [", "]}"));
  }

  private static String namespace(String name, Mapping end, Fact fact) {
    String injected =
        switch (fact.mesh()) {
          case "istio" -> ", \"istio-injection\": \"enabled\"";
          default -> "";
        };
    String more =
        end.get("namespace_labels")
            .map(MeshFactsTest::json)
            .filter(text -> !text.equals("{}"))
            .map(text -> ", " + text.substring(1, text.length() - 1))
            .orElse("");
    String annotations =
        fact.mesh().equals("linkerd")
            ? ", \"annotations\": {\"linkerd.io/inject\": \"enabled\"}"
            : "";
    return "{\"apiVersion\": \"v1\", \"kind\": \"Namespace\", \"metadata\": {\"name\": \""
        + name
        + "\", \"labels\": {\"test\": \"facts\""
        + injected
        + more
        + "}"
        + annotations
        + "}}";
  }

  /// A live pod with the proxy of its mesh, and a Service for each of its ports.
  private static List<String> pod(String name, Mapping end, Fact fact, int number) {
    boolean meshed = !end.text("meshed").filter("false"::equals).isPresent();
    Map<String, Integer> ports = ports(end);
    StringBuilder containers =
        new StringBuilder("{\"name\": \"c\", \"image\": \"scratch\", \"ports\": [");
    containers.append(
        ports.entrySet().stream()
            .map(port ->
                "{\"containerPort\": "
                    + port.getValue()
                    + (port.getKey().matches("port-.*")
                        ? ""
                        : ", \"name\": \"" + port.getKey() + "\"")
                    + "}")
            .collect(Collectors.joining(", ")));
    containers.append("]}");
    String annotations = "";
    if (meshed && fact.mesh().equals("istio")) {
      containers.append(", {\"name\": \"istio-proxy\", \"image\": \"proxyv2\"}");
      annotations = ", \"annotations\": {\"sidecar.istio.io/status\": \"{}\"}";
    } else if (meshed && fact.mesh().equals("linkerd")) {
      containers.append(", {\"name\": \"linkerd-proxy\", \"image\": \"proxy\"}");
      annotations = ", \"annotations\": {\"linkerd.io/proxy-version\": \"stable\"}";
    }
    String namespace = text(end, "namespace");
    String labels = end.get("labels").map(MeshFactsTest::json).orElse("{}");
    String address = end.text("ip").orElse("10.244.0." + number);
    List<String> objects = new ArrayList<>();
    objects.add(
        "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \""
            + slug(name)
            + "\", \"namespace\": \""
            + namespace
            + "\", \"labels\": "
            + labels
            + annotations
            + "}, \"spec\": {\"serviceAccountName\": \""
            + end.text("serviceAccount").orElse("default")
            + "\", \"containers\": ["
            + containers
            + "]}, \"status\": {\"phase\": \"Running\", \"podIP\": \""
            + address
            + "\"}}");
    if (!ports.isEmpty() && !labels.equals("{}")) {
      objects.add(
          "{\"apiVersion\": \"v1\", \"kind\": \"Service\", \"metadata\": {\"name\": \""
              + slug(name.substring(name.indexOf('/') + 1))
              + "\", \"namespace\": \""
              + namespace
              + "\"}, \"spec\": {\"selector\": "
              + labels
              + ", \"ports\": ["
              + ports.entrySet().stream()
                  .map(port ->
                      "{\"name\": \""
                          + (port.getKey().matches("port-.*")
                              ? "http-" + port.getValue()
                              : port.getKey())
                          + "\", \"port\": "
                          + port.getValue()
                          + "}")
                  .collect(Collectors.joining(", "))
              + "]}}");
    }
    return objects;
  }

  /// Ports by name, or by a name of their own.
  private static Map<String, Integer> ports(Mapping end) {
    Map<String, Integer> ports = new LinkedHashMap<>();
    end.get("named_ports")
        .ifPresent(node ->
            ((Mapping) node)
                .entries()
                .forEach(entry -> ports.put(entry.key(), Integer.valueOf(text(entry.value())))));
    end.get("ports")
        .ifPresent(node ->
            ((Sequence) node)
                .items()
                .forEach(
                    port -> ports.putIfAbsent("port-" + text(port), Integer.valueOf(text(port)))));
    if (ports.isEmpty()) {
      end.get("service")
          .ifPresent(node ->
              ((Mapping) node)
                  .entries()
                  .forEach(entry -> {
                    if (text(entry.value()).matches("\\d+")) {
                      ports.put(
                          "port-" + text(entry.value()), Integer.valueOf(text(entry.value())));
                    }
                  }));
    }
    return ports;
  }

  /// An object without a namespace is applied where the index says.
  private static Mapping inNamespace(Mapping object, Fact fact) {
    Optional<String> namespace = fact.item.text("default_namespace");
    Optional<Mapping> meta = object.get("metadata").map(Mapping.class::cast);
    if (namespace.isEmpty()
        || meta.isEmpty()
        || meta.get().get("namespace").isPresent()
        || object.text("kind").filter("Namespace"::equals).isPresent()) {
      return object;
    }
    List<Node.Entry> entries = new ArrayList<>(meta.get().entries());
    entries.add(new Node.Entry("namespace", 0, new Scalar(0, ScalarKind.STRING, namespace.get())));
    List<Node.Entry> all = new ArrayList<>();
    for (Node.Entry entry : object.entries()) {
      all.add(
          entry.key().equals("metadata")
              ? new Node.Entry("metadata", 0, new Mapping(0, entries))
              : entry);
    }
    return new Mapping(0, all);
  }

  private static Set<String> argued() throws IOException {
    Set<String> argued = new TreeSet<>();
    boolean here = false;
    for (String line : Files.readAllLines(ARGUED)) {
      here = line.startsWith("## ") ? line.equals("## Requests and meshes") : here;
      var row = ROW.matcher(line);
      if (here && row.find()) {
        argued.add(row.group(1));
      }
    }
    return argued;
  }

  private static List<Document> documents(Path file) throws IOException {
    List<Document> found = new ArrayList<>();
    Sources.of(List.of(file.toString()), InputStream.nullInputStream(), Limits.DEFAULT)
        .read(found::add, _ -> {});
    return found;
  }

  private static Mapping root(Path file) throws IOException {
    return documents(file).getFirst().root();
  }

  private static List<Mapping> mappings(Mapping of, String key) {
    return of.get(key)
        .map(node -> ((Sequence) node).items().stream().map(Mapping.class::cast).toList())
        .orElse(List.of());
  }

  private static String text(Mapping of, String key) {
    return of.text(key).orElseThrow();
  }

  private static String text(Node node) {
    return ((Scalar) node).text();
  }

  private static String json(Node node) {
    return switch (node) {
      case Mapping mapping ->
          mapping.entries().stream()
              .map(entry -> quoted(entry.key()) + ": " + json(entry.value()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Sequence sequence ->
          sequence.items().stream()
              .map(MeshFactsTest::json)
              .collect(Collectors.joining(", ", "[", "]"));
      case Scalar(var _, var kind, var text) ->
          switch (kind) {
            case STRING -> quoted(text);
            case NUMBER, BOOLEAN -> text;
            case NULL -> "null";
          };
      case Node.Unresolved _, Node.Clash _ -> throw new IllegalArgumentException("not written");
    };
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
