package io.seawall.oracle.draw;

import static io.seawall.oracle.draw.Scene.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The cluster of the conformance tests of the Network Policy API: four namespaces named after
/// houses, two pods in each, which serve TCP 80 and 8080, UDP 53 and 5353, SCTP 9003 and 9005; the
/// first of the first two are named `web` and `dns`. A pod is written as its house and number, such
/// as `ravenclaw/1`.
final class ConformanceWorld {
  static final List<String> HOUSES = List.of("gryffindor", "slytherin", "hufflepuff", "ravenclaw");

  /// Under which version of the API the policies are written.
  enum Api {
    V1ALPHA1,
    V1ALPHA2
  }

  /// A policy of an administrator.
  ///
  /// @param tier Admin or Baseline
  /// @param house the namespace whose pods are the subject
  /// @param ingress rules, each as `Allow HOUSE PACKETS`; without packets, all
  record Policy(String tier, String house, List<String> ingress, List<String> egress) {
    /// @param text `Admin gryffindor`, then for each direction its name and rules, separated by
    ///   semicolons
    static Policy of(String text) {
      var parts = text.split(";", -1);
      var head = parts[0].strip().split(" ", -1);
      var ingress = new ArrayList<String>();
      var egress = new ArrayList<String>();
      var rules = ingress;
      for (var part : Arrays.asList(parts).subList(1, parts.length)) {
        switch (part.strip()) {
          case "ingress" -> rules = ingress;
          case "egress" -> rules = egress;
          default -> rules.add(part.strip());
        }
      }
      return new Policy(head[0], head[1], ingress, egress);
    }

    /// The policy after one step of a test: `egress 0<->1` swaps two rules, `egress 3 = RULE` puts
    /// another one, `egress + RULE` puts one in front.
    Policy after(String step) {
      var words = step.strip().split(" ", 2);
      var isIngress = words[0].equals("ingress");
      var rules = new ArrayList<>(isIngress ? ingress : egress);
      var what = words[1];
      if (what.contains("<->")) {
        var places = what.split("<->", -1);
        Collections.swap(
            rules, Integer.parseInt(places[0].strip()), Integer.parseInt(places[1].strip()));
      } else if (what.startsWith("+")) {
        rules.addFirst(what.substring(1).strip());
      } else {
        var sides = what.split("=", 2);
        rules.set(Integer.parseInt(sides[0].strip()), sides[1].strip());
      }
      return isIngress
          ? new Policy(tier, house, rules, egress)
          : new Policy(tier, house, ingress, rules);
    }
  }

  private ConformanceWorld() {}

  /// @param relabelled the house whose namespace has lost its label; empty for none
  static List<Map<String, Object>> objects(String relabelled) {
    var objects = new ArrayList<Map<String, Object>>();
    for (var house : HOUSES) {
      var label = house.equals(relabelled) ? "another" : house;
      objects.add(
          tree(
              "apiVersion",
              "v1",
              "kind",
              "Namespace",
              "metadata",
              tree("name", house, "labels", tree("house", label))));
    }
    for (var node : List.of(0, 1)) {
      objects.add(
          tree(
              "apiVersion",
              "v1",
              "kind",
              "Node",
              "metadata",
              tree("name", "n" + node),
              "status",
              tree("addresses", List.of(tree("type", "InternalIP", "address", "10.1.0." + node)))));
      HOUSES.forEach(house -> objects.add(pod(house, node)));
    }
    return objects;
  }

  private static Map<String, Object> pod(String house, int number) {
    var address = address(house, number);
    return tree(
        "apiVersion",
        "v1",
        "kind",
        "Pod",
        "metadata",
        tree("name", "p" + number, "namespace", house, "labels", tree("house", house)),
        "spec",
        tree(
            "nodeName",
            "n" + number,
            "containers",
            List.of(
                tree(
                    "name",
                    "main",
                    "image",
                    "i",
                    "ports",
                    List.of(
                        tree("name", "web", "containerPort", 80),
                        tree("name", "dns", "containerPort", 53, "protocol", "UDP"))))),
        "status",
        tree("phase", "Running", "podIP", address, "podIPs", List.of(tree("ip", address))));
  }

  static String address(String house, int number) {
    return "10.244." + number + "." + (10 + HOUSES.indexOf(house));
  }

  /// A NetworkPolicy that lets the pods of one house talk with those of another and nobody else.
  static Map<String, Object> networkPolicy(String house, String friend) {
    var peers = List.of(tree("namespaceSelector", tree("matchLabels", tree("house", friend))));
    return tree(
        "apiVersion",
        "networking.k8s.io/v1",
        "kind",
        "NetworkPolicy",
        "metadata",
        tree("name", "friends", "namespace", house),
        "spec",
        tree(
            "podSelector",
            tree(),
            "policyTypes",
            List.of("Ingress", "Egress"),
            "ingress",
            List.of(tree("from", peers)),
            "egress",
            List.of(tree("to", peers))));
  }

  static Map<String, Object> object(Policy policy, Api api) {
    var isAdmin = policy.tier().equals("Admin");
    var spec = tree("subject", tree("namespaces", name(policy.house())));
    switch (api) {
      case V1ALPHA1 -> {
        if (isAdmin) {
          spec.put("priority", 10);
        }
      }
      case V1ALPHA2 -> {
        spec.put("tier", policy.tier());
        spec.put("priority", 10);
      }
    }
    spec.put("ingress", policy.ingress().stream().map(rule -> rule(rule, "from", api)).toList());
    spec.put("egress", policy.egress().stream().map(rule -> rule(rule, "to", api)).toList());
    return tree(
        "apiVersion",
        "policy.networking.k8s.io/" + api.name().toLowerCase(Locale.ROOT),
        "kind",
        switch (api) {
          case V1ALPHA1 -> isAdmin ? "AdminNetworkPolicy" : "BaselineAdminNetworkPolicy";
          case V1ALPHA2 -> "ClusterNetworkPolicy";
        },
        "metadata",
        tree("name", isAdmin ? "admin" : "default"),
        "spec",
        spec);
  }

  private static Map<String, Object> name(String house) {
    return tree("matchLabels", tree("kubernetes.io/metadata.name", house));
  }

  private static Map<String, Object> rule(String text, String side, Api api) {
    var words = text.split(" ", -1);
    var action = api == Api.V1ALPHA2 && words[0].equals("Allow") ? "Accept" : words[0];
    var rule = tree("action", action, side, List.of(peer(words[1])));
    var ports = Arrays.stream(words).skip(2).map(port -> port(port, api)).toList();
    if (!ports.isEmpty()) {
      rule.put(api == Api.V1ALPHA1 ? "ports" : "protocols", ports);
    }
    return rule;
  }

  /// A house by the name of its namespace; `label:HOUSE` by the labels of namespace and pod;
  /// `pods:A/0+B/1` those pods by address; `everywhere` every address.
  private static Map<String, Object> peer(String text) {
    if (text.equals("everywhere")) {
      return tree("networks", List.of("0.0.0.0/0", "::/0"));
    }
    if (text.startsWith("label:")) {
      var labels = tree("matchLabels", tree("house", text.substring("label:".length())));
      return tree("pods", tree("namespaceSelector", labels, "podSelector", labels));
    }
    if (text.startsWith("pods:")) {
      var blocks =
          Arrays.stream(text.substring("pods:".length()).split("\\+", -1))
              .map(pod -> pod.split("/", -1))
              .map(pod -> address(pod[0], Integer.parseInt(pod[1])) + "/32")
              .toList();
      return tree("networks", blocks);
    }
    return tree("namespaces", name(text));
  }

  /// `TCP/80`, or the name of a port.
  private static Map<String, Object> port(String text, Api api) {
    var slash = text.indexOf('/');
    if (slash < 0) {
      return tree(api == Api.V1ALPHA1 ? "namedPort" : "destinationNamedPort", text);
    }
    var protocol = text.substring(0, slash);
    var number = Integer.parseInt(text.substring(slash + 1));
    return switch (api) {
      case V1ALPHA1 -> tree("portNumber", tree("protocol", protocol, "port", number));
      case V1ALPHA2 ->
          tree(protocol.toLowerCase(Locale.ROOT), tree("destinationPort", tree("number", number)));
    };
  }
}
