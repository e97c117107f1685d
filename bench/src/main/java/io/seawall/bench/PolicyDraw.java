package io.seawall.bench;

import io.seawall.bench.Drawn.Peer;
import io.seawall.bench.Drawn.Policy;
import io.seawall.bench.Drawn.Port;
import io.seawall.bench.Drawn.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Draws the policies of one namespace.
///
/// Half of the namespaces share the text of their policies with others, as those made from one
/// template do. The shares are in the methods below: of peers, 45 in 100 are pods of the own
/// namespace, 30 other namespaces, 20 address blocks, and 5 everybody; of ports, 80 in 100 are
/// single numbers, 10 ranges and 10 names; half of the namespaces that have policies deny by
/// default.
final class PolicyDraw {
  /// How many rules use the same block of addresses, on average.
  private static final int BLOCK_REUSE = 10;

  private final ClusterPlan plan;
  private final Drawn.Namespace namespace;
  private final List<Drawn.Workload> workloads;
  private final Draw draw;

  PolicyDraw(ClusterPlan plan, Drawn.Namespace namespace, List<Drawn.Workload> workloads) {
    this.plan = plan;
    this.namespace = namespace;
    this.workloads = workloads;
    int templates = Math.max(2, plan.scale().namespaces() / 20);
    Draw own = plan.draw("policies", namespace.index());
    this.draw = own.chance(0.5) ? plan.draw("template", own.below(templates)) : own;
  }

  List<Policy> policies(int count) {
    List<Policy> out = new ArrayList<>();
    switch (plan.spec().shape()) {
      case TYPICAL, LONG_GROUP, CILIUM, CALICO -> typical(count, out);
      case RED_HAT -> {
        for (int i = 0; i < count; i++) {
          out.add(redHat(i));
        }
      }
      case UNIQUE_LABELS -> {
        for (int i = 0; i < count; i++) {
          out.add(uniqueLabels(i, count));
        }
      }
      case OVERLAPPING_RANGES -> {
        for (int i = 0; i < count; i++) {
          out.add(overlapping(i));
        }
      }
      case SINGLE_PORTS -> {
        for (int i = 0; i < count; i++) {
          out.add(singlePorts(i));
        }
      }
    }
    return out;
  }

  private void typical(int count, List<Policy> out) {
    if (draw.chance(0.5)) {
      boolean both = draw.chance(0.4);
      out.add(policy("default-deny", Map.of(), true, both, List.of(), List.of()));
      if (both) {
        out.add(policy("allow-dns", Map.of(), false, true, List.of(), List.of(dnsRule())));
      }
    }
    while (out.size() < count) {
      double drawn = draw.unit();
      boolean ingress = drawn < 0.8;
      boolean egress = drawn >= 0.7;
      String app =
          workloads.get(draw.below(16) % workloads.size()).labels().getOrDefault("app", "");
      out.add(
          policy(
              (app.isEmpty() ? "all" : app) + "-" + out.size(),
              subject(app),
              ingress,
              egress,
              ingress ? rules() : List.of(),
              egress ? rules() : List.of()));
    }
  }

  private Map<String, String> subject(String app) {
    double drawn = draw.unit();
    if (drawn < 0.1 || app.isEmpty()) {
      return Map.of();
    }
    return drawn < 0.2 ? Map.of("tier", draw.of(Words.TIERS)) : Map.of("app", app);
  }

  private Policy policy(
      String name,
      Map<String, String> subject,
      boolean ingress,
      boolean egress,
      List<Rule> ingressRules,
      List<Rule> egressRules) {
    return new Policy(namespace.name(), name, subject, ingress, egress, ingressRules, egressRules);
  }

  private static Rule dnsRule() {
    return new Rule(
        List.of(
            new Peer.Elsewhere(
                Map.of("kubernetes.io/metadata.name", "kube-system"),
                Map.of("k8s-app", "kube-dns"))),
        List.of(Port.single("UDP", 53), Port.single("TCP", 53)));
  }

  private List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    int count = draw.between(1, 3);
    for (int i = 0; i < count; i++) {
      List<Peer> peers = new ArrayList<>();
      if (!draw.chance(0.05)) {
        peers.add(peer());
        if (draw.chance(0.3)) {
          peers.add(peer());
        }
      }
      List<Port> ports = new ArrayList<>();
      if (draw.chance(0.85)) {
        ports.add(port());
        if (draw.chance(0.2)) {
          ports.add(port());
        }
      }
      rules.add(new Rule(peers, ports));
    }
    return rules;
  }

  private Peer peer() {
    double drawn = draw.unit() * 0.95;
    if (drawn < 0.45) {
      return own();
    }
    return drawn < 0.75 ? elsewhere() : block();
  }

  private Peer own() {
    double drawn = draw.unit();
    if (drawn < 0.2) {
      return new Peer.Own(Map.of());
    }
    return new Peer.Own(
        drawn < 0.35 ? Map.of("tier", draw.of(Words.TIERS)) : Map.of("app", draw.of(Words.APPS)));
  }

  private Peer elsewhere() {
    double drawn = draw.unit();
    Map<String, String> namespaces;
    if (drawn < 0.55) {
      namespaces = Map.of("team", draw.chance(0.7) ? namespace.team() : "team-" + draw.below(50));
    } else if (drawn < 0.75) {
      namespaces = Map.of("kubernetes.io/metadata.name", "monitoring");
    } else if (drawn < 0.9) {
      int other = draw.below(plan.scale().namespaces());
      namespaces = Map.of("kubernetes.io/metadata.name", plan.namespace(other).name());
    } else {
      namespaces = Map.of("env", draw.of(Words.STAGES));
    }
    return new Peer.Elsewhere(
        namespaces,
        draw.chance(0.3) ? Map.of("app.kubernetes.io/component", draw.of(Words.APPS)) : Map.of());
  }

  private Peer block() {
    double drawn = draw.unit();
    if (drawn < 0.15) {
      return new Peer.Block("0.0.0.0/0", List.of("169.254.169.254/32"));
    }
    if (drawn < 0.3) {
      return new Peer.Block(
          "0.0.0.0/0", List.of("10.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"));
    }
    int known = Math.max(8, plan.scale().policies() * 2 / 5 / BLOCK_REUSE);
    return new Peer.Block(knownBlock(draw.below(known)), List.of());
  }

  /// One of the blocks that teams share: partners' single hosts, offices, data centres.
  private String knownBlock(int index) {
    Draw own = plan.draw("block", index);
    double drawn = own.unit();
    if (drawn < 0.4) {
      return Words.ipv4(0x1400_0000L + own.below(0x4000_0000)) + "/32";
    }
    if (drawn < 0.8) {
      return Words.ipv4(0x1400_0000L + (own.below(0x40_0000) << 8)) + "/24";
    }
    return Words.ipv4(0xAC10_0000L + ((long) own.below(0x1000) << 8)) + "/24"; // 172.16.0.0/12
  }

  private Port port() {
    double drawn = draw.unit();
    if (drawn < 0.1) {
      return Port.named(draw.of(List.of("http", "metrics", "http", "postgres")));
    }
    if (drawn < 0.2) {
      int first = draw.of(List.of(8000, 9000, 30000));
      return new Port("TCP", "", first, first + draw.of(List.of(99, 999)));
    }
    int number = draw.of(List.of(80, 443, 443, 8080, 8080, 8080, 5432, 6379, 9090, 5672));
    return Port.single(draw.chance(0.95) ? "TCP" : "UDP", number);
  }

  private Policy redHat(int index) {
    int base = namespace.index() * 20 + index;
    int namespaces = plan.scale().namespaces();
    List<Peer> peers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String other = plan.namespace((base * 7 + i * 13) % namespaces).name();
      Map<String, String> byName = Map.of("kubernetes.io/metadata.name", other);
      peers.add(new Peer.Elsewhere(byName, Map.of()));
      String far = plan.namespace((base * 11 + i * 17) % namespaces).name();
      peers.add(
          new Peer.Elsewhere(
              Map.of("kubernetes.io/metadata.name", far),
              Map.of("app.kubernetes.io/component", Words.APPS.get(i))));
      peers.add(
          new Peer.Block(
              Words.ipv4(0x1400_0000L + (((long) base * 5 + i) << 8)) + "/24", List.of()));
    }
    List<Port> ports = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int first = 1_000 + (base * 37 + i * 911) % 50_000;
      ports.add(Port.single("TCP", first));
      ports.add(new Port("TCP", "", first + 20, first + 40));
    }
    List<Rule> rules = List.of(new Rule(peers, ports));
    String app = workloads.get(index % workloads.size()).labels().getOrDefault("app", "");
    return policy("np-" + index, Map.of("app", app), true, true, rules, rules);
  }

  /// Each pod of the namespace is asked for by the policies in turn.
  private Policy uniqueLabels(int index, int count) {
    List<Rule> rules = new ArrayList<>();
    int pod = 0;
    for (Drawn.Workload workload : workloads) {
      for (int i = 0; i < workload.count(); i++) {
        if (pod++ % count == index) {
          Map<String, String> label = Map.of("example.com/id", "p" + (workload.firstPod() + i));
          rules.add(
              new Rule(List.of(new Peer.Own(label)), List.of(Port.single("TCP", 8000 + index))));
        }
      }
    }
    return policy("unique-" + index, Map.of(), true, false, rules, List.of());
  }

  /// Blocks of all sizes that hold parts of each other, half of them over the pods' own range.
  private Policy overlapping(int index) {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int bits = draw.between(9, 30);
      long mask = 0xFFFF_FFFFL << (32 - bits) & 0xFFFF_FFFFL;
      long base =
          draw.chance(0.5) ? 0x0A40_0000L + draw.below(0x20_0000) : draw.next() & 0x7FFF_FFFFL;
      String inner = Words.ipv4(base & (0xFFFF_FFFFL << (30 - bits)) & 0xFFFF_FFFFL);
      rules.add(
          new Rule(
              List.of(
                  new Peer.Block(
                      Words.ipv4(base & mask) + "/" + bits, List.of(inner + "/" + (bits + 2)))),
              List.of(Port.single("TCP", draw.of(List.of(80, 443, 8080))))));
    }
    return policy("ranges-" + index, Map.of(), index % 2 == 0, index % 2 == 1, rules, rules);
  }

  /// Every second port, in another order for each policy.
  private Policy singlePorts(int index) {
    List<Port> ports = new ArrayList<>();
    int step = 2 + draw.below(3);
    for (int port = 1 + draw.below(step); port <= 65_535 && ports.size() < 2_000; port += step) {
      ports.add(Port.single("TCP", port));
    }
    return policy(
        "ports-" + index,
        subject(workloads.getFirst().labels().getOrDefault("app", "")),
        true,
        false,
        List.of(new Rule(List.of(new Peer.Own(Map.of())), ports)),
        List.of());
  }
}
