package io.seawall.oracle.draw;

import static io.seawall.oracle.draw.Scene.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.oracle.Answer;
import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What must hold of the answers whatever the cluster, by the specifications: also a check of the
/// oracle by itself.
class OracleLawsTest {
  private static final int CASES = 100;
  private static final Gen<DrawnCluster> CLUSTERS = ClusterDraw.clusters();

  @Test
  void a_policy_that_selects_nothing_changes_nothing() {
    Property.cases(CASES)
        .holds(
            CLUSTERS,
            Gen.pick(Scene.NAMESPACES),
            (cluster, namespace) -> {
              var selector = tree("matchLabels", tree("app", "nobody"));
              var extra = policy(namespace, tree("podSelector", selector, "policyTypes", BOTH));
              assertThat(cluster.plus(extra).answers()).isEqualTo(cluster.answers());
            });
  }

  @Test
  void the_order_of_objects_of_fields_and_of_lists_of_alternatives_is_irrelevant() {
    Property.cases(CASES)
        .holds(
            CLUSTERS,
            cluster -> {
              var reversed = new ArrayList<>(each(cluster, tree -> reversedFields(tree)).objects());
              Collections.reverse(reversed);
              assertThat(cluster.with(reversed).answers()).isEqualTo(cluster.answers());
            });
  }

  @Test
  void yaml_and_json_say_the_same() {
    Property.cases(CASES)
        .holds(
            CLUSTERS,
            cluster ->
                assertThat(cluster.inYaml(true).answers())
                    .isEqualTo(cluster.inYaml(false).answers()));
  }

  @Test
  void a_policy_twice_is_a_policy_once() {
    Property.cases(CASES)
        .holds(
            CLUSTERS,
            cluster -> {
              var twice = new ArrayList<>(cluster.objects());
              cluster.objects().stream()
                  .filter(object -> isPolicy(object) || DrawnCluster.isOfAdministrator(object))
                  .filter(object -> !"BaselineAdminNetworkPolicy".equals(object.get("kind")))
                  .forEach(twice::add);
              assertThat(cluster.with(twice).answers()).isEqualTo(cluster.answers());
            });
  }

  @Test
  void a_policy_is_the_sum_of_one_policy_for_each_of_its_rules() {
    Property.cases(CASES)
        .holds(
            CLUSTERS,
            cluster -> {
              var split = new ArrayList<>(cluster.objects());
              split.removeAll(policies(cluster));
              policies(cluster).forEach(policy -> split.addAll(oneForEachRule(policy)));
              assertThat(cluster.with(split).answers()).isEqualTo(cluster.answers());
            });
  }

  @Test
  void isolation_only_closes() {
    Property.cases(CASES)
        .holds(
            CLUSTERS,
            Gen.pick(Scene.NAMESPACES),
            (cluster, namespace) -> {
              var before = cluster.answers();
              var extra = policy(namespace, tree("podSelector", tree(), "policyTypes", BOTH));
              assertImplies(cluster.plus(extra).answers(), before);
            });
  }

  @Test
  void one_more_rule_in_a_policy_only_opens() {
    var rule = tree("ports", List.of(tree("port", 80, "endPort", 443)));
    Property.cases(CASES)
        .holds(
            CLUSTERS,
            cluster ->
                assertImplies(
                    cluster.answers(), each(cluster, object -> withRule(object, rule)).answers()));
  }

  @Test
  void an_exception_in_a_block_only_closes() {
    Property.cases(CASES)
        .holds(
            CLUSTERS,
            cluster -> {
              var text = cluster.inYaml(false);
              var without =
                  each(text, object -> isPolicy(object) ? dropped(object, "except") : object);
              assertImplies(cluster.answers(), without.answers());
            });
  }

  @Test
  void policies_that_allow_all_leave_only_the_admin_tier() {
    var open =
        tree(
            "podSelector",
            tree(),
            "policyTypes",
            BOTH,
            "ingress",
            List.of(tree()),
            "egress",
            List.of(tree()));
    Property.cases(CASES)
        .holds(
            CLUSTERS,
            cluster -> {
              var speaking = cluster.without(DrawnCluster::isOfEngine);
              var opened = speaking;
              for (var namespace : Scene.NAMESPACES) {
                opened = opened.plus(policy(namespace, open));
              }
              var rest = speaking.without(object -> isPolicy(object) || isBaseline(object));
              assertThat(opened.answers()).isEqualTo(rest.answers());
            });
  }

  @Test
  void without_an_engine_and_without_azure_everything_with_an_address_passes() {
    Property.cases(CASES)
        .holds(
            CLUSTERS,
            cluster -> {
              var bare =
                  cluster.objects().stream().filter(object -> !object.containsKey("type")).toList();
              assertThat(cluster.with(bare).under("none").answers()).containsOnly(Answer.YES);
            });
  }

  @Test
  void a_rule_of_an_administrator_behind_one_for_the_same_packets_is_dead() {
    Property.cases(CASES)
        .holds(
            CLUSTERS,
            cluster -> {
              var closed =
                  each(
                      cluster,
                      object -> DrawnCluster.isOfAdministrator(object) ? withDead(object) : object);
              assertThat(closed.answers()).isEqualTo(cluster.answers());
            });
  }

  @Test
  void a_first_rule_that_passes_everything_on_is_as_good_as_no_policy() {
    Property.cases(CASES)
        .holds(
            CLUSTERS,
            cluster -> {
              var without =
                  cluster.objects().stream().filter(object -> !isOfAdminTier(object)).toList();
              var pass =
                  tree(
                      "apiVersion",
                      "policy.networking.k8s.io/v1beta1",
                      "kind",
                      "ClusterNetworkPolicy",
                      "metadata",
                      tree("name", "pass"),
                      "spec",
                      passing());
              assertThat(cluster.with(without).plus(pass).answers())
                  .isEqualTo(cluster.with(without).answers());
            });
  }

  @Test
  void policies_of_an_engine_mean_nothing_to_others() {
    Property.cases(CASES)
        .holds(
            CLUSTERS,
            Gen.pick("azure", "calico", "cilium", "none"),
            (cluster, engine) -> {
              var spoken = cluster.under(engine);
              var understood =
                  spoken.without(object ->
                      DrawnCluster.isOfEngine(object)
                          && !String.valueOf(object.get("apiVersion")).contains(engine));
              assertThat(understood.answers()).isEqualTo(spoken.answers());
            });
  }

  @Test
  void a_policy_of_calico_that_passes_everything_on_first_leaves_its_tier_without_effect() {
    Property.cases(CASES)
        .holds(
            CLUSTERS,
            cluster -> {
              var speaking =
                  cluster
                      .without(DrawnCluster::isOfAdministrator)
                      .without(DrawnCluster::isHostEndpoint)
                      .under("calico");
              var rules = List.<Object>of(tree("action", "Pass"));
              var pass =
                  tree(
                      "apiVersion",
                      "projectcalico.org/v3",
                      "kind",
                      "GlobalNetworkPolicy",
                      "metadata",
                      tree("name", "pass"),
                      "spec",
                      tree("order", 0, "types", BOTH, "ingress", rules, "egress", rules));
              assertThat(speaking.plus(pass).answers())
                  .isEqualTo(speaking.without(OracleLawsTest::isInDefaultTier).answers());
            });
  }

  private static boolean isInDefaultTier(Map<String, Object> object) {
    return isPolicy(object)
        || (DrawnCluster.isOfCalico(object)
            && String.valueOf(object.get("kind")).endsWith("NetworkPolicy")
            && !child(object, "spec").containsKey("tier"));
  }

  @Test
  void a_rule_of_calico_that_logs_changes_nothing() {
    Property.cases(CASES)
        .holds(
            CLUSTERS,
            cluster -> {
              var logged = each(cluster, OracleLawsTest::logging);
              assertThat(logged.answers()).isEqualTo(cluster.answers());
            });
  }

  /// A policy of Calico with a rule that logs in front of those of each direction that has any.
  private static Map<String, Object> logging(Map<String, Object> object) {
    if (!DrawnCluster.isOfCalico(object)) {
      return object;
    }
    var spec = child(object, "spec");
    for (var direction : List.of("ingress", "egress")) {
      var rules = new ArrayList<>(items(spec, direction));
      if (!rules.isEmpty()) {
        rules.addFirst(tree("action", "Log"));
        spec.put(direction, rules);
      }
    }
    return with(object, "spec", spec);
  }

  @Test
  void a_deny_of_cilium_only_closes() {
    var spec =
        tree(
            "endpointSelector",
            tree(),
            "egressDeny",
            List.of(tree("toPorts", List.of(tree("ports", List.of(tree("port", "80")))))),
            "enableDefaultDeny",
            tree("egress", false));
    Property.cases(CASES)
        .holds(
            CLUSTERS,
            cluster ->
                assertImplies(cluster.plus(ofCilium("spec", spec)).answers(), cluster.answers()));
  }

  @Test
  void an_allow_of_cilium_for_everybody_leaves_only_what_is_denied() {
    var spec =
        tree(
            "endpointSelector",
            tree(),
            "ingress",
            List.of(tree("fromEntities", List.of("all"))),
            "egress",
            List.of(tree("toEntities", List.of("all"))));
    Property.cases(CASES)
        .holds(
            CLUSTERS,
            cluster -> {
              var speaking =
                  cluster
                      .without(DrawnCluster::isOfAdministrator)
                      .without(DrawnCluster::isForNodes)
                      .under("cilium");
              var denies = each(speaking, OracleLawsTest::deniesAlone);
              assertThat(speaking.plus(ofCilium("spec", spec)).answers())
                  .isEqualTo(denies.without(OracleLawsTest::isPolicy).answers());
            });
  }

  @Test
  void a_spec_alone_is_a_list_of_one_spec() {
    Property.cases(CASES)
        .holds(
            CLUSTERS,
            cluster -> {
              var listed = each(cluster, OracleLawsTest::withSpecs);
              assertThat(listed.answers()).isEqualTo(cluster.answers());
            });
  }

  @Test
  void default_rules_written_out_change_nothing() {
    Property.cases(CASES)
        .holds(
            CLUSTERS,
            cluster -> {
              var rules =
                  List.<Object>of(
                      securityRule("Inbound", 65000, "VirtualNetwork", "VirtualNetwork", "Allow"),
                      securityRule("Inbound", 65001, "AzureLoadBalancer", "*", "Allow"),
                      securityRule("Inbound", 65500, "*", "*", "Deny"),
                      securityRule("Outbound", 65000, "VirtualNetwork", "VirtualNetwork", "Allow"),
                      securityRule("Outbound", 65001, "*", "Internet", "Allow"),
                      securityRule("Outbound", 65500, "*", "*", "Deny"));
              var written =
                  each(
                      cluster,
                      object ->
                          isGroup(object)
                              ? withProperty(object, "defaultSecurityRules", rules)
                              : object);
              assertThat(written.answers()).isEqualTo(cluster.answers());
            });
  }

  @Test
  void a_rule_behind_one_for_everything_is_dead() {
    Property.cases(CASES)
        .holds(
            CLUSTERS,
            Gen.pick("Inbound", "Outbound"),
            Gen.pick("Allow", "Deny"),
            (cluster, direction, access) -> {
              var last = securityRule(direction, 4000, "*", "*", access);
              var closed = each(cluster, object -> withSecurityRule(object, last));
              var dead =
                  securityRule(
                      direction, 4001, "*", "*", access.equals("Allow") ? "Deny" : "Allow");
              var andDead = each(closed, object -> withSecurityRule(object, dead));
              assertThat(andDead.answers()).isEqualTo(closed.answers());
            });
  }

  private static final List<String> BOTH = List.of("Ingress", "Egress");

  private static Map<String, Object> policy(String namespace, Map<String, Object> spec) {
    return tree(
        "apiVersion",
        "networking.k8s.io/v1",
        "kind",
        "NetworkPolicy",
        "metadata",
        tree("name", "extra", "namespace", namespace),
        "spec",
        spec);
  }

  private static Map<String, Object> ofCilium(String field, Object value) {
    return tree(
        "apiVersion",
        "cilium.io/v2",
        "kind",
        "CiliumClusterwideNetworkPolicy",
        "metadata",
        tree("name", "extra"),
        field,
        value);
  }

  private static Map<String, Object> withSpecs(Map<String, Object> object) {
    if (!isPolicyOfCilium(object) || !object.containsKey("spec")) {
      return object;
    }
    var listed = new LinkedHashMap<>(object);
    listed.put("specs", List.of(child(object, "spec")));
    listed.remove("spec");
    return listed;
  }

  /// A policy of Cilium without what it allows, which isolates nobody.
  private static Map<String, Object> deniesAlone(Map<String, Object> object) {
    if (!isPolicyOfCilium(object)) {
      return object;
    }
    var specs = new ArrayList<Object>(items(object, "specs"));
    if (object.containsKey("spec")) {
      specs.add(child(object, "spec"));
    }
    var changed = new LinkedHashMap<>(object);
    changed.remove("spec");
    changed.put(
        "specs",
        specs.stream()
            .map(spec -> {
              var denies = new LinkedHashMap<String, Object>();
              ((Map<?, ?>) spec).forEach((key, value) -> denies.put((String) key, value));
              denies.remove("ingress");
              denies.remove("egress");
              denies.put("enableDefaultDeny", tree("ingress", false, "egress", false));
              return denies;
            })
            .toList());
    return changed;
  }

  private static boolean isPolicyOfCilium(Map<String, Object> object) {
    return DrawnCluster.isOfCilium(object) && !"CiliumCIDRGroup".equals(object.get("kind"));
  }

  private static Map<String, Object> securityRule(
      String direction, int priority, String source, String destination, String access) {
    return tree(
        "name",
        "r" + priority,
        "properties",
        tree(
            "priority", priority,
            "direction", direction,
            "access", access,
            "protocol", "*",
            "sourceAddressPrefix", source,
            "sourcePortRange", "*",
            "destinationAddressPrefix", destination,
            "destinationPortRange", "*"));
  }

  private static boolean isPolicy(Map<String, Object> object) {
    return "NetworkPolicy".equals(object.get("kind")) && !DrawnCluster.isOfCalico(object);
  }

  private static boolean isOfAdminTier(Map<String, Object> object) {
    return DrawnCluster.isOfAdministrator(object) && !isBaseline(object);
  }

  private static boolean isBaseline(Map<String, Object> object) {
    return "BaselineAdminNetworkPolicy".equals(object.get("kind"))
        || (DrawnCluster.isOfAdministrator(object)
            && "Baseline".equals(child(object, "spec").get("tier")));
  }

  private static Map<String, Object> passing() {
    return tree(
        "tier", "Admin",
        "priority", 0,
        "subject", tree("namespaces", tree()),
        "ingress", List.of(tree("action", "Pass", "from", List.of(tree("namespaces", tree())))),
        "egress",
            List.of(
                tree(
                    "action",
                    "Pass",
                    "to",
                    List.of(tree("networks", List.of("0.0.0.0/0", "::/0"))))));
  }

  /// With each rule written a second time as one that denies, right behind it.
  private static Map<String, Object> withDead(Map<String, Object> policy) {
    var spec = child(policy, "spec");
    for (var key : List.of("ingress", "egress")) {
      var rules = new ArrayList<Object>();
      for (var rule : items(spec, key)) {
        rules.add(rule);
        if (rule instanceof Map<?, ?> map && !hasUnknownPeers(map)) {
          var dead = new LinkedHashMap<String, Object>();
          map.forEach((name, value) -> dead.put(String.valueOf(name), value));
          dead.put("action", "Deny");
          rules.add(dead);
        }
      }
      if (!rules.isEmpty()) {
        spec.put(key, rules);
      }
    }
    return with(policy, "spec", spec);
  }

  /// Whether it is open which packets the rule matches, so that one behind it may be alive.
  private static boolean hasUnknownPeers(Map<?, ?> rule) {
    String text = rule.toString();
    return text.contains("domainNames") || text.contains("serviceAccounts");
  }

  private static boolean isGroup(Map<String, Object> object) {
    return "Microsoft.Network/networkSecurityGroups".equals(object.get("type"));
  }

  private static List<Map<String, Object>> policies(DrawnCluster cluster) {
    return cluster.objects().stream().filter(OracleLawsTest::isPolicy).toList();
  }

  private static DrawnCluster each(
      DrawnCluster cluster, UnaryOperator<Map<String, Object>> change) {
    return cluster.with(cluster.objects().stream().map(change).toList());
  }

  /// The second is nowhere more closed than the first.
  private static void assertImplies(List<Answer> first, List<Answer> second) {
    for (var i = 0; i < first.size(); i++) {
      assertThat(first.get(i)).as("question " + i).isLessThanOrEqualTo(second.get(i));
    }
  }

  private static Map<String, Object> child(Map<String, Object> object, String key) {
    var child = new LinkedHashMap<String, Object>();
    if (object.get(key) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> child.put(String.valueOf(name), value));
    }
    return child;
  }

  private static List<Object> items(Map<String, Object> object, String key) {
    return object.get(key) instanceof List<?> list ? new ArrayList<>(list) : new ArrayList<>();
  }

  private static Map<String, Object> with(Map<String, Object> object, String key, Object value) {
    var changed = new LinkedHashMap<>(object);
    changed.put(key, value);
    return changed;
  }

  private static Map<String, Object> withProperty(
      Map<String, Object> object, String key, Object value) {
    return with(object, "properties", with(child(object, "properties"), key, value));
  }

  private static Map<String, Object> withSecurityRule(
      Map<String, Object> object, Map<String, Object> rule) {
    if (!isGroup(object)) {
      return object;
    }
    var rules = items(child(object, "properties"), "securityRules");
    rules.add(rule);
    return withProperty(object, "securityRules", rules);
  }

  /// One more rule in each direction that the policy has rules for, so that its types stay what
  /// they were.
  private static Map<String, Object> withRule(
      Map<String, Object> object, Map<String, Object> rule) {
    if (!isPolicy(object)) {
      return object;
    }
    var spec = child(object, "spec");
    for (var key : List.of("ingress", "egress")) {
      if (key.equals("ingress")
          || !items(spec, key).isEmpty()
          || !items(spec, "policyTypes").isEmpty()) {
        var rules = items(spec, key);
        rules.add(rule);
        spec.put(key, rules);
      }
    }
    return with(object, "spec", spec);
  }

  /// Each with the types of the whole, and one rule or none.
  private static List<Map<String, Object>> oneForEachRule(Map<String, Object> policy) {
    var spec = child(policy, "spec");
    var types = items(spec, "policyTypes");
    if (types.isEmpty()) {
      types = items(spec, "egress").isEmpty() ? List.of("Ingress") : List.of("Ingress", "Egress");
    }
    var bare = tree("podSelector", child(spec, "podSelector"), "policyTypes", types);
    var parts = new ArrayList<Map<String, Object>>();
    parts.add(with(policy, "spec", bare));
    for (var key : List.of("ingress", "egress")) {
      for (var rule : items(spec, key)) {
        parts.add(with(policy, "spec", with(bare, key, List.of(rule))));
      }
    }
    return parts;
  }

  private static Map<String, Object> reversedFields(Map<String, Object> object) {
    var reversed = new LinkedHashMap<String, Object>();
    var keys = new ArrayList<>(object.keySet());
    Collections.reverse(keys);
    keys.forEach(key -> {
      var value = object.getOrDefault(key, "");
      reversed.put(key, isOrdered(value) ? value : reversed(value));
    });
    return reversed;
  }

  /// Rules of administrators have an action, and an order.
  private static boolean isOrdered(Object value) {
    return value instanceof List<?> list
        && !list.isEmpty()
        && list.getFirst() instanceof Map<?, ?> first
        && first.containsKey("action");
  }

  private static Object reversed(Object value) {
    if (value instanceof List<?> list) {
      var items = new ArrayList<Object>();
      list.forEach(item -> items.addFirst(reversed(item)));
      return items;
    }
    if (value instanceof Map<?, ?> map) {
      var fields = new LinkedHashMap<String, Object>();
      map.forEach((key, field) -> fields.put(String.valueOf(key), field));
      return reversedFields(fields);
    }
    return value;
  }

  private static Map<String, Object> dropped(Map<String, Object> object, String key) {
    var rest = new LinkedHashMap<String, Object>();
    object.forEach((name, value) -> {
      if (!name.equals(key)) {
        rest.put(name, droppedIn(value, key));
      }
    });
    return rest;
  }

  private static Object droppedIn(Object value, String key) {
    if (value instanceof List<?> list) {
      return list.stream().map(item -> droppedIn(item, key)).toList();
    }
    if (value instanceof Map<?, ?> map) {
      var fields = new LinkedHashMap<String, Object>();
      map.forEach((name, field) -> fields.put(String.valueOf(name), field));
      return dropped(fields, key);
    }
    return value;
  }
}
