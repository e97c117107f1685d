package io.seawall.oracle.draw;

import io.seawall.oracle.Answer;
import io.seawall.oracle.Oracle;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A cluster as its raw objects, and questions about it.
///
/// This is the seam of the differential test: give `texts()` and `engine()` to what is tested, ask
/// it each settled question, and compare with `oracle().answer(packet)`.
///
/// @param engine azure, calico, cilium or none
/// @param objects Kubernetes objects and Azure resources, as trees of maps, lists, strings, numbers
///   and booleans
/// @param yaml whether the texts are block YAML, else JSON
public record DrawnCluster(
    String engine, List<Map<String, Object>> objects, boolean yaml, List<Question> questions) {
  public DrawnCluster {
    objects = List.copyOf(objects);
    questions = List.copyOf(questions);
  }

  /// One text per object.
  public List<String> texts() {
    return objects.stream().map(yaml ? Texts::yaml : Texts::json).toList();
  }

  /// The oracle of this world.
  public Oracle oracle() {
    return Oracle.of(texts(), engine);
  }

  DrawnCluster with(List<Map<String, Object>> others) {
    return new DrawnCluster(engine, others, yaml, questions);
  }

  DrawnCluster plus(Map<String, Object> object) {
    return with(Stream.concat(objects.stream(), Stream.of(object)).toList());
  }

  DrawnCluster under(String other) {
    return new DrawnCluster(other, objects, yaml, questions);
  }

  DrawnCluster inYaml(boolean wanted) {
    return new DrawnCluster(engine, objects, wanted, questions);
  }

  /// The answers to all questions, in order.
  List<Answer> answers() {
    var oracle = oracle();
    return questions.stream().map(question -> oracle.answer(question.packet())).toList();
  }

  /// Whether this is a policy of an administrator.
  static boolean isOfAdministrator(Map<String, Object> object) {
    return String.valueOf(object.get("apiVersion")).startsWith("policy.networking.k8s.io/");
  }

  /// Whether this is an AdminNetworkPolicy or a BaselineAdminNetworkPolicy.
  static boolean isOfOlderKind(Map<String, Object> object) {
    return isOfAdministrator(object) && !"ClusterNetworkPolicy".equals(object.get("kind"));
  }

  /// Whether this is a ClusterNetworkPolicy.
  static boolean isOfNewerKind(Map<String, Object> object) {
    return isOfAdministrator(object) && !isOfOlderKind(object);
  }

  /// Whether this is a policy of Cilium, or a group of addresses for one.
  static boolean isOfCilium(Map<String, Object> object) {
    return String.valueOf(object.get("apiVersion")).startsWith("cilium.io/");
  }

  /// Whether this is a host endpoint of Calico.
  static boolean isHostEndpoint(Map<String, Object> object) {
    return isOfCalico(object) && "HostEndpoint".equals(object.get("kind"));
  }

  /// Whether this is a policy of Cilium for nodes.
  static boolean isForNodes(Map<String, Object> object) {
    return isOfCilium(object)
        && object.get("spec") instanceof Map<?, ?> spec
        && spec.containsKey("nodeSelector");
  }

  /// Whether only one engine reads this.
  static boolean isOfEngine(Map<String, Object> object) {
    return isOfCalico(object) || isOfCilium(object);
  }

  /// Whether this is a policy of Calico, or a tier or set of addresses for one.
  static boolean isOfCalico(Map<String, Object> object) {
    return String.valueOf(object.get("apiVersion")).startsWith("projectcalico.org/");
  }

  /// Whether this is a policy of an administrator without a rule.
  static boolean isSilent(Map<String, Object> object) {
    return isOfAdministrator(object)
        && object.get("spec") instanceof Map<?, ?> spec
        && Stream.of("ingress", "egress")
            .allMatch(rules -> !(spec.get(rules) instanceof List<?> list) || list.isEmpty());
  }

  boolean has(Predicate<Map<String, Object>> which) {
    return objects.stream().anyMatch(which);
  }

  DrawnCluster without(Predicate<Map<String, Object>> which) {
    return with(objects.stream().filter(which.negate()).toList());
  }

  /// What a failure prints: enough to save as a case.
  @Override
  public String toString() {
    return "engine "
        + engine
        + "\n"
        + objects.stream().map(Texts::json).collect(Collectors.joining("\n---\n"));
  }
}
