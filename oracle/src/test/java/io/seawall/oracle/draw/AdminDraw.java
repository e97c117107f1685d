package io.seawall.oracle.draw;

import static io.seawall.oracle.draw.Scene.tree;

import io.seawall.testkit.Choices;
import io.seawall.testkit.Gen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Draws policies of administrators: AdminNetworkPolicy and BaselineAdminNetworkPolicy, or
/// ClusterNetworkPolicy, and now and then all of them.
///
/// What their API refuses is not drawn: a named port beside peers that have none, and domain names
/// in rules that do not allow. A peer of a later version of the API is, for which rules fail
/// closed.
final class AdminDraw {
  private static final String GROUP = "policy.networking.k8s.io/";

  /// Few values, so that two policies have the same one now and then.
  private static final Gen<Integer> PRIORITIES = Gen.pick(10, 0, 5, 50, 999, 1000);

  private static final Gen<String> PROTOCOLS = Gen.pick("TCP", "TCP", "UDP", "SCTP");

  private final Choices choices;
  private final Scene scene;
  private final PeerDraw peers;

  /// What the kinds spell differently; actions stand apart by blanks.
  private enum Kind {
    ADMIN("AdminNetworkPolicy", "Allow Deny Pass Deny"),
    BASELINE("BaselineAdminNetworkPolicy", "Allow Deny"),
    CLUSTER("ClusterNetworkPolicy", "Accept Deny Pass Deny");

    private final String kind;
    private final String actions;

    Kind(String kind, String actions) {
      this.kind = kind;
      this.actions = actions;
    }
  }

  AdminDraw(Choices choices, Scene scene) {
    this.choices = choices;
    this.scene = scene;
    this.peers = new PeerDraw(choices, scene);
  }

  void draw() {
    var which = choices.draw(7);
    if (which < 4) {
      several(Kind.ADMIN, 1 + choices.draw(3));
      several(Kind.BASELINE, choices.draw(2));
    }
    if (which > 2) {
      several(Kind.CLUSTER, 1 + choices.draw(4));
    }
  }

  private void several(Kind kind, int count) {
    for (var i = 0; i < count; i++) {
      var name = kind == Kind.BASELINE ? "default" : kind.name().toLowerCase(Locale.ROOT) + "-" + i;
      var version =
          kind == Kind.CLUSTER ? Gen.pick("v1alpha2", "v1beta1").from(choices) : "v1alpha1";
      scene.objects.add(
          tree(
              "apiVersion",
              GROUP + version,
              "kind",
              kind.kind,
              "metadata",
              tree("name", name),
              "spec",
              spec(kind)));
    }
  }

  private Map<String, Object> spec(Kind kind) {
    var spec = new LinkedHashMap<String, Object>();
    if (kind == Kind.CLUSTER) {
      spec.put("tier", Gen.pick("Admin", "Baseline").from(choices));
    }
    if (kind != Kind.BASELINE) {
      spec.put("priority", PRIORITIES.from(choices));
    }
    spec.put("subject", pods());
    if (choices.draw(4) > 0) {
      spec.put("ingress", peers.list(0, 3, () -> rule(kind, "from")));
    }
    if (choices.draw(4) > 0) {
      spec.put("egress", peers.list(0, 3, () -> rule(kind, "to")));
    }
    return spec;
  }

  private Map<String, Object> rule(Kind kind, String peersKey) {
    var action = Gen.pick(List.of(kind.actions.split(" ", -1))).from(choices);
    var mayName = action.equals("Allow") || action.equals("Accept");
    var list = new ArrayList<Object>();
    var ofPods = true;
    var size = 1 + choices.draw(3);
    for (var i = 0; i < size; i++) {
      if (choices.draw(40) == 39) {
        list.add(tree("serviceAccounts", tree()));
      } else if (peersKey.equals("from") || choices.draw(2) == 0) {
        list.add(pods());
      } else {
        list.add(destination(mayName));
        ofPods = false;
      }
    }
    var rule = tree("action", action, peersKey, list);
    if (choices.draw(3) > 0) {
      var named = ofPods;
      if (kind == Kind.CLUSTER) {
        rule.put("protocols", peers.list(1, 2, () -> protocol(named)));
      } else {
        rule.put("ports", peers.list(1, 2, () -> port(named)));
      }
    }
    return rule;
  }

  /// A subject, or a peer by labels.
  private Map<String, Object> pods() {
    return choices.draw(2) == 0
        ? tree("namespaces", peers.namespaces())
        : tree(
            "pods",
            tree(
                "namespaceSelector",
                peers.namespaces(),
                "podSelector",
                peers.selector("app", List.of("web", "api", "db"))));
  }

  private Map<String, Object> destination(boolean mayName) {
    return switch (choices.draw(8)) {
      case 0, 1 -> tree("nodes", nodes());
      case 2 ->
          mayName
              ? tree("domainNames", List.of(Gen.pick("*.example.com", "a.b.org").from(choices)))
              : networks();
      default -> networks();
    };
  }

  private Map<String, Object> networks() {
    return tree("networks", peers.list(1, 3, peers::cidr).stream().distinct().toList());
  }

  private Map<String, Object> nodes() {
    return switch (choices.draw(3)) {
      case 0 -> tree();
      case 1 -> peers.selector("kubernetes.azure.com/agentpool", List.of("main", "user"));
      default ->
          tree(
              "matchLabels",
              tree("kubernetes.io/hostname", Gen.pick(scene.nodes).from(choices).name()));
    };
  }

  private Map<String, Object> port(boolean named) {
    return switch (choices.draw(named ? 3 : 2)) {
      case 0 -> {
        var first = first();
        var port = withProtocol("port", first);
        scene.noteRange(scene.ports, first, first);
        yield tree("portNumber", port);
      }
      case 1 -> {
        var first = first();
        var range = withProtocol("start", first);
        range.put("end", last(first));
        yield tree("portRange", range);
      }
      default -> tree("namedPort", name());
    };
  }

  private Map<String, Object> withProtocol(String key, int number) {
    var port = new LinkedHashMap<String, Object>();
    if (choices.draw(3) > 0) {
      port.put("protocol", PROTOCOLS.from(choices));
    }
    port.put(key, number);
    return port;
  }

  private Map<String, Object> protocol(boolean named) {
    if (named && choices.draw(3) == 2) {
      return tree("destinationNamedPort", name());
    }
    var first = first();
    var port = new LinkedHashMap<String, Object>();
    if (choices.draw(2) == 0) {
      port.put("number", first);
      scene.noteRange(scene.ports, first, first);
    } else {
      port.put("range", tree("start", first, "end", last(first)));
    }
    return tree(PROTOCOLS.from(choices).toLowerCase(Locale.ROOT), tree("destinationPort", port));
  }

  private int first() {
    return Gen.pick(80, 22, 443, 8080, 1, 9090).from(choices);
  }

  /// The last of a range is past the first.
  private int last(int first) {
    var last = Gen.pick(first + 1, first + 10, 65535).from(choices);
    scene.noteRange(scene.ports, first, last);
    return last;
  }

  private String name() {
    scene.usesNamedPorts = true;
    return Gen.pick("http", "metrics", "sql").from(choices);
  }
}
