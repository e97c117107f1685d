package io.seawall.analysis.question;

import io.seawall.analysis.question.Group.Kind;
import io.seawall.analysis.question.Group.Member;
import io.seawall.model.Bounds;
import io.seawall.model.cluster.Workload;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import io.seawall.practices.Situation;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Reach;
import io.seawall.reach.Space;
import io.seawall.reach.Universe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One column or one row of what can reach what: everybody against one end. Addresses that get the
/// same answer are one member.
public final class Sweep {
  private final Universe universe;
  private final Reach reach;
  private final List<Workload> workloads;

  public Sweep(Situation situation) {
    this.reach = situation.reach();
    this.universe = reach.universe();
    this.workloads = List.copyOf(situation.workloads().values());
  }

  /// An answer for everybody who might send to `to`.
  public List<Answer> whoCan(Group to, PortQuery port) {
    List<Endpoint> fixed = endpoints(to);
    Group everybody = everybody(fixed, one -> between(List.of(one), fixed));
    return new Question(everybody, to, port).ask(reach);
  }

  /// An answer for everybody whom `from` might send to.
  public List<Answer> whatCan(Group from, PortQuery port) {
    List<Endpoint> fixed = endpoints(from);
    Group everybody = everybody(fixed, one -> between(fixed, List.of(one)));
    return new Question(from, everybody, port).ask(reach);
  }

  private interface Cell {
    Bounds with(Endpoint.Outside one);
  }

  private static List<Endpoint> endpoints(Group group) {
    return group.members().stream().flatMap(member -> member.endpoints().stream()).toList();
  }

  private Bounds between(List<? extends Endpoint> from, List<? extends Endpoint> to) {
    Bounds all = Bounds.NONE;
    for (Endpoint source : from) {
      for (Endpoint target : to) {
        all = all.or(reach.between(source, target));
      }
    }
    return all;
  }

  /// Workloads, the nodes of each pool, then addresses by answer: platform, private, public. What
  /// addresses outside do among themselves is not asked.
  private Group everybody(List<Endpoint> fixed, Cell cell) {
    List<Member> members = new ArrayList<>();
    for (Workload workload : workloads) {
      members.add(Member.of(workload, universe));
    }
    Map<String, List<Endpoint>> pools = new TreeMap<>();
    for (Endpoint.Nodes nodes : universe.nodes()) {
      pools.computeIfAbsent(nodes.pool(), _ -> new ArrayList<>()).add(nodes);
    }
    pools.forEach((pool, nodes) -> members.add(new Member("node:" + pool, nodes)));
    if (!fixed.stream().allMatch(Endpoint.Outside.class::isInstance)) {
      members.addAll(addresses(cell));
    }
    return new Group("everybody", Kind.EACH, members);
  }

  private List<Member> addresses(Cell cell) {
    List<Member> members = new ArrayList<>();
    Map<Bounds, List<Endpoint>> isPublic = new LinkedHashMap<>();
    Map<Bounds, List<Endpoint>> isPrivate = new LinkedHashMap<>();
    for (Endpoint.Outside one : universe.outside(AddressSet.ALL)) {
      AddressSet own = AddressSet.of(List.of(one.addresses()));
      if (own.equals(AddressSet.of(Space.IMDS))) {
        members.add(new Member("imds (169.254.169.254)", List.of(one)));
      } else if (own.equals(AddressSet.of(Space.WIRESERVER))) {
        members.add(new Member("wireserver (168.63.129.16)", List.of(one)));
      } else {
        boolean outside = own.implies(Space.PUBLIC);
        (outside ? isPublic : isPrivate)
            .computeIfAbsent(cell.with(one), _ -> new ArrayList<>())
            .add(one);
      }
    }
    isPrivate.values().forEach(same -> members.add(new Member(title("other", same), same)));
    isPublic.values().forEach(same -> members.add(new Member(title("public", same), same)));
    return members;
  }

  /// `1,024 public addresses (20.160.0.0-20.160.3.255)`; beyond two ranges the rest is counted.
  private static String title(String what, List<Endpoint> outside) {
    List<AddressRange> ranges = new ArrayList<>();
    for (Endpoint one : outside) {
      if (one instanceof Endpoint.Outside(var _, var _, var addresses)) {
        ranges.add(addresses);
      }
    }
    AddressSet set = AddressSet.of(ranges);
    List<String> shown = set.ranges().stream().limit(2).map(AddressRange::toString).toList();
    int more = set.ranges().size() - shown.size();
    return String.format("%,d %s addresses (", set.size(), what)
        + String.join(", ", shown)
        + (more > 0 ? ", " + more + " more ranges" : "")
        + ")";
  }
}
