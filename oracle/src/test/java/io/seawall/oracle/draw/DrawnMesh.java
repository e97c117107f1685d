package io.seawall.oracle.draw;

import io.seawall.oracle.Answer;
import io.seawall.oracle.mesh.MeshOracle;
import io.seawall.oracle.mesh.MeshQuestion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A cluster with a mesh as its raw objects, and questions about it.
///
/// @param objects Kubernetes objects, as trees of maps, lists, strings, numbers and booleans
public record DrawnMesh(
    MeshKind kind, List<Map<String, Object>> objects, List<MeshQuestion> questions) {
  public DrawnMesh {
    objects = List.copyOf(objects);
    questions = List.copyOf(questions);
  }

  /// One text per object.
  public List<String> texts() {
    return objects.stream().map(object -> quoted(Texts.yaml(object))).toList();
  }

  /// The status of a condition is a string, which readers of older YAML take for a truth value.
  private static String quoted(String yaml) {
    return yaml.replace(": True\n", ": 'True'\n").replace(": False\n", ": 'False'\n");
  }

  /// The oracle of this world.
  public MeshOracle oracle() {
    return MeshOracle.of(texts());
  }

  /// The answers to all questions, in order.
  List<Answer> answers() {
    var oracle = oracle();
    return questions.stream().map(oracle::decision).toList();
  }

  DrawnMesh with(List<Map<String, Object>> others) {
    return new DrawnMesh(kind, others, questions);
  }

  DrawnMesh plus(Map<String, Object> object) {
    return with(Stream.concat(objects.stream(), Stream.of(object)).toList());
  }

  DrawnMesh without(Predicate<Map<String, Object>> which) {
    return with(objects.stream().filter(which.negate()).toList());
  }

  /// The Services, `NAMESPACE/NAME`, that select a pod and lead to one of its ports: those of its
  /// namespace called as its `app`.
  List<String> services(String pod, int port) {
    var namespace = pod.substring(0, pod.indexOf('/'));
    var app =
        of("Pod")
            .filter(object -> path(object).equals(pod))
            .map(object -> field(field(object, "metadata"), "labels").get("app"))
            .findFirst()
            .orElseThrow();
    return of("Service")
        .filter(service -> leadsTo(service, pod, port))
        .map(DrawnMesh::path)
        .filter((namespace + "/" + app)::equals)
        .toList();
  }

  private boolean leadsTo(Map<String, Object> service, String pod, int port) {
    return items(field(service, "spec"), "ports").stream()
        .map(one -> one.containsKey("targetPort") ? one.get("targetPort") : one.get("port"))
        .anyMatch(
            target -> Integer.valueOf(port).equals(target) || portsOf(pod, target).contains(port));
  }

  /// The ports of a pod that have a name.
  private List<Object> portsOf(String pod, @Nullable Object name) {
    return of("Pod")
        .filter(object -> path(object).equals(pod))
        .flatMap(object -> items(field(object, "spec"), "containers").stream())
        .flatMap(container -> items(container, "ports").stream())
        .filter(one -> Objects.equals(one.get("name"), name))
        .<Object>map(one -> Objects.requireNonNull(one.get("containerPort")))
        .toList();
  }

  private static List<Map<?, ?>> items(Map<?, ?> object, String name) {
    return object.get(name) instanceof List<?> list
        ? list.stream().<Map<?, ?>>map(item -> (Map<?, ?>) item).toList()
        : List.of();
  }

  /// Whether a field of that name is anywhere.
  boolean says(String field) {
    return says(objects, field);
  }

  private static boolean says(@Nullable Object tree, String field) {
    return switch (tree) {
      case Map<?, ?> map ->
          map.containsKey(field) || map.values().stream().anyMatch(inner -> says(inner, field));
      case List<?> list -> list.stream().anyMatch(inner -> says(inner, field));
      case null, default -> false;
    };
  }

  private Stream<Map<String, Object>> of(String kindOfObject) {
    return objects.stream().filter(object -> kindOfObject.equals(object.get("kind")));
  }

  private static String path(Map<String, Object> object) {
    var metadata = field(object, "metadata");
    return metadata.get("namespace") + "/" + metadata.get("name");
  }

  private static Map<?, ?> field(Map<?, ?> object, String name) {
    return object.get(name) instanceof Map<?, ?> map ? map : Map.of();
  }

  /// What a failure prints: enough to save as a case.
  @Override
  public String toString() {
    return kind
        + "\n"
        + texts().stream().collect(Collectors.joining("---\n"))
        + "---\n"
        + questions.stream().map(MeshQuestion::toString).collect(Collectors.joining("\n"));
  }
}
