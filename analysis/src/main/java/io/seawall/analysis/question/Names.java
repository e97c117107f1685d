package io.seawall.analysis.question;

import io.seawall.analysis.question.Group.Kind;
import io.seawall.analysis.question.Group.Member;
import io.seawall.dialects.Spelling;
import io.seawall.model.cluster.Workload;
import io.seawall.packets.Address;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Cidr;
import io.seawall.practices.Situation;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Space;
import io.seawall.reach.Universe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Finds whom a user means: `shop/web`, `shop/web[Deployment]`, a pod's name, `shop/*`, `*/*`,
/// `label:app=web` with `namespace:shop`, an address or block, `fqdn:NAME`, `internet`, `node`,
/// `node:POOL`, `imds`, `wireserver`, `apiserver`, `dns`.
public final class Names {
  private static final List<String> WORDS =
      List.of("internet", "node", "imds", "wireserver", "apiserver", "dns");

  private final Situation situation;
  private final Universe universe;

  public Names(Situation situation) {
    this.situation = situation;
    this.universe = situation.reach().universe();
  }

  /// Addresses that a name speaks of, so that the address space can be cut there before the
  /// question is asked.
  public static Optional<AddressSet> addresses(String name) {
    return Cidr.parseLenient(name).map(AddressSet::of);
  }

  /// @return empty if nobody is meant; [#suggest] then has something similar
  public Optional<Group> find(String name) {
    Optional<AddressSet> block = addresses(name);
    if (block.isPresent()) {
      return Optional.of(addressed(name, block.get()));
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("fqdn:")) {
      return Optional.of(named(name, lower.substring("fqdn:".length())));
    }
    if (lower.equals("node") || lower.startsWith("node:")) {
      return nodes(name);
    }
    return switch (lower) {
      case "internet" -> Optional.of(outside("internet", Kind.ANY, Space.PUBLIC));
      case "imds" ->
          Optional.of(outside("imds (169.254.169.254)", Kind.ANY, AddressSet.of(Space.IMDS)));
      case "wireserver" ->
          Optional.of(
              outside("wireserver (168.63.129.16)", Kind.ANY, AddressSet.of(Space.WIRESERVER)));
      case "apiserver" -> Optional.of(apiServer());
      case "dns" ->
          pods(
              "dns",
              w ->
                  w.id().namespace().equals("kube-system")
                      && "kube-dns".equals(w.labels().get("k8s-app")));
      default -> workloads(name);
    };
  }

  /// A pod or node that is known to have the address, else the address itself.
  private Group addressed(String name, AddressSet block) {
    List<Member> members = new ArrayList<>();
    if (block.size().bitLength() <= 1) {
      Address address = block.first().orElseThrow();
      for (Workload workload : situation.snapshot().facts().kubernetes().workloads()) {
        if (workload.pods().stream().anyMatch(pod -> pod.addresses().contains(address))) {
          members.add(Member.of(workload, universe));
        }
      }
    }
    return members.isEmpty() ? outside(name, Kind.ANY, block) : new Group(name, Kind.EACH, members);
  }

  private Group outside(String title, Kind kind, AddressSet addresses) {
    List<Member> members =
        universe.outside(addresses).stream()
            .map(one -> new Member(one.addresses().toString(), List.of(one)))
            .toList();
    return new Group(title, kind, members);
  }

  /// Somebody with a name, who has one of the public addresses of either family.
  private Group named(String title, String name) {
    List<Endpoint> sides = new ArrayList<>();
    for (AddressSet family : List.of(AddressSet.ALL_V4, AddressSet.ALL_V6)) {
      List<Endpoint.Outside> at = universe.outside(Space.PUBLIC.and(family));
      if (!at.isEmpty()) {
        sides.add(new Endpoint.Named(at.getFirst().v6(), name, at));
      }
    }
    return new Group(title, Kind.ONE, List.of(new Member(title, sides)));
  }

  private Group apiServer() {
    Member one = new Member("apiserver", List.copyOf(situation.reach().apiServers()));
    return new Group("apiserver", Kind.ANY, List.of(one));
  }

  private Optional<Group> nodes(String name) {
    List<Endpoint.Nodes> all = universe.nodes();
    String pool = name.contains(":") ? name.substring(name.indexOf(':') + 1) : "";
    Map<String, List<Endpoint>> byPool = new TreeMap<>();
    for (Endpoint.Nodes nodes : all) {
      if (pool.isEmpty() || nodes.pool().equals(pool)) {
        byPool.computeIfAbsent(nodes.pool(), _ -> new ArrayList<>()).add(nodes);
      }
    }
    List<Member> members = new ArrayList<>();
    byPool.forEach((key, endpoints) -> members.add(new Member("node:" + key, endpoints)));
    return members.isEmpty() ? Optional.empty() : Optional.of(new Group(name, Kind.ANY, members));
  }

  private Optional<Group> workloads(String name) {
    if (name.startsWith("label:") || name.startsWith("namespace:")) {
      return pods(name, labelled(name));
    }
    int slash = name.indexOf('/');
    if (slash < 0) {
      return pods(name, workload -> workload.id().name().equals(name) || hasPod(workload, name));
    }
    String namespace = name.substring(0, slash);
    String rest = name.substring(slash + 1);
    Predicate<Workload> inNamespace =
        w -> namespace.equals("*") || w.id().namespace().equals(namespace);
    if (rest.equals("*")) {
      return pods(name, inNamespace);
    }
    int bracket = rest.indexOf('[');
    if (bracket >= 0 && rest.endsWith("]")) {
      String kind = rest.substring(bracket + 1, rest.length() - 1);
      String own = rest.substring(0, bracket);
      return pods(
          name,
          inNamespace.and(w -> w.id().name().equals(own) && w.id().kind().equalsIgnoreCase(kind)));
    }
    return pods(name, inNamespace.and(w -> w.id().name().equals(rest)))
        .or(() -> pods(name, inNamespace.and(w -> hasPod(w, rest))));
  }

  /// Whether the pod is one of the workload's. Those of a StatefulSet that has none yet will be
  /// named after it, with a number (Kubernetes documentation, "StatefulSets", stable network ID).
  private static boolean hasPod(Workload workload, String pod) {
    String name = workload.id().name();
    boolean numbered =
        workload.pods().isEmpty()
            && workload.id().kind().equals("StatefulSet")
            && pod.startsWith(name + "-")
            && pod.substring(name.length() + 1).matches("0|[1-9][0-9]{0,8}");
    return numbered || workload.pods().stream().anyMatch(one -> one.name().equals(pod));
  }

  /// `label:app=web` and `namespace:shop`, in any order, separated by a blank or comma.
  private static Predicate<Workload> labelled(String name) {
    Predicate<Workload> all = _ -> true;
    for (String part : name.split("[ ,]+", -1)) {
      int colon = part.indexOf(':');
      String value = part.substring(colon + 1);
      if (part.startsWith("namespace:")) {
        all = all.and(workload -> workload.id().namespace().equals(value));
      } else if (part.startsWith("label:") && value.contains("=")) {
        String key = value.substring(0, value.indexOf('='));
        String wanted = value.substring(value.indexOf('=') + 1);
        all = all.and(workload -> wanted.equals(workload.labels().get(key)));
      } else {
        return _ -> false;
      }
    }
    return all;
  }

  private Optional<Group> pods(String title, Predicate<Workload> wanted) {
    List<Member> members = new ArrayList<>();
    for (Workload workload : situation.workloads().values()) {
      if (wanted.test(workload)) {
        members.add(Member.of(workload, universe));
      }
    }
    return members.isEmpty() ? Optional.empty() : Optional.of(new Group(title, Kind.EACH, members));
  }

  /// Names that are written like this one, nearest first; at most three.
  public List<String> suggest(String name) {
    int far = Math.min(3, name.length() - 1);
    return Stream.concat(
            WORDS.stream(),
            situation.workloads().keySet().stream().map(id -> id.namespace() + "/" + id.name()))
        .distinct()
        .filter(known -> !known.equals(name))
        .filter(known -> Spelling.distance(known, name) <= far || known.endsWith("/" + name))
        .sorted(
            Comparator.comparingInt((String known) -> Spelling.distance(known, name))
                .thenComparing(known -> known))
        .limit(3)
        .toList();
  }
}
