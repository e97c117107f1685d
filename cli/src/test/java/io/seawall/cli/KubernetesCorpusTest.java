package io.seawall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.Dialect;
import io.seawall.dialects.Dialects;
import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Clash;
import io.seawall.model.document.Node.Entry;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Objects that others wrote, where the corpus lies beside the project; elsewhere there is nothing
/// to test.
class KubernetesCorpusTest {
  private static final Path CORPUS = Path.of("../../shared/corpus/kubernetes");

  /// The kinds of policies that are read, with how many of them there are.
  private static final Map<String, Integer> POLICIES =
      Map.ofEntries(
          Map.entry("networking.k8s.io/NetworkPolicy", 185),
          Map.entry("policy.networking.k8s.io/AdminNetworkPolicy", 11),
          Map.entry("policy.networking.k8s.io/BaselineAdminNetworkPolicy", 10),
          Map.entry("policy.networking.k8s.io/ClusterNetworkPolicy", 19),
          Map.entry("cilium.io/CiliumNetworkPolicy", 73),
          Map.entry("cilium.io/CiliumClusterwideNetworkPolicy", 8),
          Map.entry("cilium.io/CiliumCIDRGroup", 2),
          Map.entry("projectcalico.org/NetworkPolicy", 12),
          Map.entry("projectcalico.org/GlobalNetworkPolicy", 25),
          Map.entry("projectcalico.org/Tier", 1),
          Map.entry("projectcalico.org/NetworkSet", 3),
          Map.entry("projectcalico.org/GlobalNetworkSet", 6),
          Map.entry("projectcalico.org/HostEndpoint", 11),
          Map.entry("policy.linkerd.io/Server", 16),
          Map.entry("policy.linkerd.io/ServerAuthorization", 7),
          Map.entry("policy.linkerd.io/AuthorizationPolicy", 11),
          Map.entry("policy.linkerd.io/MeshTLSAuthentication", 4),
          Map.entry("policy.linkerd.io/NetworkAuthentication", 3),
          Map.entry("consul.hashicorp.com/ServiceIntentions", 1),
          Map.entry("security.istio.io/PeerAuthentication", 58),
          Map.entry("security.istio.io/AuthorizationPolicy", 107));

  /// Kinds that say something only where a policy names them: they are read with what lies beside
  /// them.
  private static final Set<String> NAMED_BY_OTHERS =
      Set.of(
          "cilium.io/CiliumCIDRGroup",
          "cilium.io/CiliumNetworkPolicy",
          "projectcalico.org/Tier",
          "projectcalico.org/NetworkSet",
          "projectcalico.org/GlobalNetworkSet",
          "projectcalico.org/HostEndpoint",
          "projectcalico.org/NetworkPolicy",
          "projectcalico.org/GlobalNetworkPolicy");

  /// Kinds that bear on the network and are not read: each is told by its name.
  private static final Set<String> UNREAD_GROUPS =
      Set.of("networking.istio.io", "linkerd.io", "access.smi-spec.io", "specs.smi-spec.io");

  /// Those of them that change what proxies do, or whom they know.
  private static final Set<String> READ_BESIDES =
      Set.of(
          "networking.istio.io/DestinationRule",
          "networking.istio.io/EnvoyFilter",
          "networking.istio.io/ProxyConfig");

  /// Fields that need not matter by themselves, with the reason.
  private static final Map<String, Pattern> MEANT_OTHERWISE =
      Map.of(
          "text for people, which nobody interprets (Cilium API, Rule.Description; Network Policy"
              + " API, AdminNetworkPolicyIngressRule.Name; Calico API, RuleMetadata)",
          Pattern.compile("spec(s\\[])?\\.(description|(in|e)gress\\[]\\.(name|metadata\\b.*))"),
          "part of what narrows packets by their contents: that it is there decides, since contents"
              + " are not judged (Cilium documentation, Layer 7 Policy; Calico API, HTTPMatch)",
          Pattern.compile(
              ".*\\.(toPorts\\[]\\.(rules|listener|originatingTLS|terminatingTLS)|http)\\..*"),
          "the place of a host endpoint: what policies say of host endpoints is UNKNOWN wherever"
              + " there is one",
          Pattern.compile("spec\\.(interfaceName|node)"),
          "a range of ports of a rule that lets nothing by, since authentication always fails",
          Pattern.compile("spec\\.ingress\\[]\\.toPorts\\[]\\.ports\\[]\\.endPort"));

  /// How many objects hold an error, which is told; what they say is then in doubt as a whole. A
  /// description beside `spec`, a comment inside a block of addresses, `namespaceSelector` inside
  /// `namespaces`, a label key that the API refuses, words in angle brackets, and a field that
  /// tells what Istio says of the object.
  private static final Map<String, Long> WITH_ERRORS =
      Map.of(
          "cilium.io/CiliumNetworkPolicy", 1L,
          "projectcalico.org/GlobalNetworkPolicy", 3L,
          "networking.k8s.io/NetworkPolicy", 1L,
          "policy.networking.k8s.io/AdminNetworkPolicy", 3L,
          "policy.networking.k8s.io/BaselineAdminNetworkPolicy", 2L,
          "policy.networking.k8s.io/ClusterNetworkPolicy", 1L,
          "security.istio.io/AuthorizationPolicy", 2L);

  /// Fields of every object, which are no part of what a policy says.
  private static final Set<String> NO_POLICY = Set.of("apiVersion", "kind", "metadata", "status");

  private record Item(String group, String kind, Document document) {
    String type() {
      return group + "/" + kind;
    }
  }

  @TestFactory
  Stream<DynamicTest> every_item_is_judged_without_a_fault() throws IOException {
    return folders()
        .map(folder ->
            DynamicTest.dynamicTest(
                CORPUS.relativize(folder).toString(),
                () -> {
                  Ran ran = Ran.of("check", folder.toString(), "-o", "json");
                  assertThat(ran.exit()).isNotEqualTo(Exit.OUR_FAULT);
                  assertThat(ran.err()).doesNotContain("internal error");
                }));
  }

  @TestFactory
  Stream<DynamicTest> every_policy_is_read_and_each_of_its_fields_means_something()
      throws IOException {
    if (!Files.isDirectory(CORPUS)) {
      return Stream.empty();
    }
    Map<String, List<Item>> byType = new TreeMap<>();
    for (Document document : documents()) {
      item(document)
          .ifPresent(item -> byType.computeIfAbsent(item.type(), _ -> new ArrayList<>()).add(item));
    }
    return POLICIES.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(one ->
            DynamicTest.dynamicTest(
                one.getKey(),
                () -> {
                  String type = one.getKey();
                  List<Item> items = byType.getOrDefault(type, List.of());
                  assertThat(items).hasSize(one.getValue());
                  assertThat(items.stream().filter(KubernetesCorpusTest::hasError).count())
                      .isEqualTo(WITH_ERRORS.getOrDefault(type, 0L));
                  assertThat(withoutMeaning(items)).isEmpty();
                }));
  }

  @TestFactory
  Stream<DynamicTest> every_kind_that_is_not_read_is_told() throws IOException {
    Map<String, Document> byType = new TreeMap<>();
    for (Document document : documents()) {
      item(document)
          .filter(item -> UNREAD_GROUPS.contains(item.group))
          .filter(item -> !READ_BESIDES.contains(item.type()))
          .ifPresent(item -> byType.putIfAbsent(item.type(), document));
    }
    return byType.entrySet().stream()
        .map(one ->
            DynamicTest.dynamicTest(
                one.getKey(),
                () ->
                    assertThat(Ran.of("check", one.getValue().file(), "-v").err())
                        .containsPattern(
                            one.getValue().root().text("kind").orElseThrow()
                                + ".*\\[KNOWN_BY_NAME]")));
  }

  private static Stream<Path> folders() throws IOException {
    List<Path> folders = new ArrayList<>();
    for (String category : List.of("policies", "applications", "bundles", "azure")) {
      if (Files.isDirectory(CORPUS.resolve(category))) {
        try (Stream<Path> inside = Files.list(CORPUS.resolve(category))) {
          inside.filter(Files::isDirectory).sorted().forEach(folders::add);
        }
      }
    }
    return folders.stream();
  }

  private static List<Document> documents() throws IOException {
    List<Document> documents = new ArrayList<>();
    Sources.of(
            folders().map(Path::toString).toList(), InputStream.nullInputStream(), Limits.DEFAULT)
        .read(documents::add, _ -> {});
    return documents;
  }

  private static Optional<Item> item(Document document) {
    String version = document.root().text("apiVersion").orElse("");
    int slash = version.indexOf('/');
    return document
        .root()
        .text("kind")
        .filter(_ -> slash > 0)
        .map(kind -> new Item(version.substring(0, slash), kind, document));
  }

  /// The fields that could be removed, and given another value, in each of these objects and
  /// nothing of what is read from it would change.
  private static Set<String> withoutMeaning(List<Item> items) {
    Set<String> seen = new TreeSet<>();
    Set<String> meaningful = new HashSet<>();
    for (Item item : items) {
      if (hasError(item)) {
        continue;
      }
      Mapping root = item.document.root();
      List<Document> others =
          NAMED_BY_OTHERS.contains(item.type()) ? beside(item.document) : List.of();
      Parsed<Facts> asWritten = reading(root, others);
      for (Place place : places(root)) {
        seen.add(place.path);
        if (!meaningful.contains(place.path)
            && (!reading(place.removed, others).equals(asWritten)
                || !reading(place.changed, others).equals(asWritten))) {
          meaningful.add(place.path);
        }
      }
    }
    seen.removeAll(meaningful);
    seen.removeIf(
        path -> MEANT_OTHERWISE.values().stream().anyMatch(paths -> paths.matcher(path).matches()));
    return seen;
  }

  private static boolean hasError(Item item) {
    return reading(item.document.root(), List.of()).diagnostics().stream()
        .anyMatch(one -> one.severity() == Diagnostic.Severity.ERROR);
  }

  private static List<Document> beside(Document document) {
    List<Document> others = new ArrayList<>();
    String folder = document.file().substring(0, document.file().lastIndexOf('/'));
    Sources.of(List.of(folder), InputStream.nullInputStream(), Limits.DEFAULT)
        .read(others::add, _ -> {});
    others.removeIf(other -> other.root().equals(document.root()));
    return others;
  }

  private static Parsed<Facts> reading(Mapping root, List<Document> others) {
    Dialect.Reading reading = Dialects.open();
    others.forEach(reading::accept);
    reading.accept(new Document("object.yaml", root));
    return reading.close();
  }

  /// A field of an object, and the object without it and with another value in its place.
  ///
  /// @param path with `[]` for every item of a list and `*` for a key that authors choose
  private record Place(String path, Mapping removed, Mapping changed) {}

  private static List<Place> places(Mapping root) {
    List<Place> places = new ArrayList<>();
    walk(root, root, "", List.of(), places);
    return places;
  }

  /// @param steps the keys and indices that lead from the root to the node
  private static void walk(
      Mapping root, Node node, String path, List<Object> steps, List<Place> places) {
    switch (node) {
      case Mapping(_, var entries) -> {
        for (Entry entry : entries) {
          if (steps.isEmpty() && NO_POLICY.contains(entry.key())) {
            continue;
          }
          String key = isChosen(path) ? "*" : entry.key();
          String deeper = path.isEmpty() ? key : path + "." + key;
          List<Object> there = plus(steps, entry.key());
          places.add(
              new Place(
                  deeper,
                  (Mapping) edited(root, there, 0, Optional.empty()),
                  (Mapping) edited(root, there, 0, Optional.of(other(entry.value())))));
          walk(root, entry.value(), deeper, there, places);
        }
      }
      case Sequence(_, var items) -> {
        for (int i = 0; i < items.size(); i++) {
          walk(root, items.get(i), path + "[]", plus(steps, i), places);
        }
      }
      case Scalar _, Clash _, Node.Unresolved _ -> {}
    }
  }

  private static boolean isChosen(String path) {
    return path.endsWith("matchLabels");
  }

  private static List<Object> plus(List<Object> steps, Object step) {
    List<Object> more = new ArrayList<>(steps);
    more.add(step);
    return more;
  }

  private static Node other(Node value) {
    return value instanceof Scalar(var line, var kind, var text)
        ? switch (kind) {
          case NUMBER -> new Scalar(line, kind, text.equals("7") ? "8" : "7");
          case BOOLEAN -> new Scalar(line, kind, text.equals("true") ? "false" : "true");
          case STRING, NULL -> new Scalar(line, ScalarKind.STRING, text + "x");
        }
        : new Scalar(value.line(), ScalarKind.STRING, "x");
  }

  /// The tree with another node, or none, where the steps lead.
  private static Node edited(Node node, List<Object> steps, int at, Optional<Node> instead) {
    boolean last = at == steps.size() - 1;
    return switch (node) {
      case Mapping(var line, var entries) -> {
        List<Entry> out = new ArrayList<>();
        for (Entry entry : entries) {
          if (!entry.key().equals(steps.get(at))) {
            out.add(entry);
          } else if (!last) {
            out.add(
                new Entry(
                    entry.key(), entry.line(), edited(entry.value(), steps, at + 1, instead)));
          } else {
            instead.ifPresent(other -> out.add(new Entry(entry.key(), entry.line(), other)));
          }
        }
        yield new Mapping(line, out);
      }
      case Sequence(var line, var items) -> {
        List<Node> out = new ArrayList<>(items);
        int index = (Integer) steps.get(at);
        out.set(index, edited(items.get(index), steps, at + 1, instead));
        yield new Sequence(line, out);
      }
      case Scalar _, Clash _, Node.Unresolved _ ->
          throw new IllegalStateException("a step too far");
    };
  }
}
