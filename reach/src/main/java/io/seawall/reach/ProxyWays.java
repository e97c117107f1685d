package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.Snapshot;
import io.seawall.model.cluster.OtherObject;
import io.seawall.model.cluster.Workload;
import io.seawall.packets.Packet;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The ways from outside to pods through a proxy: a request comes to the proxy's pods, and the
/// proxy sends one of its own to the pods behind. Policies of these see the proxy.
///
/// A proxy behind a proxy is not followed, nor what hosts, paths and logins a proxy asks for.
///
/// Source: Kubernetes documentation, "Ingress"; Gateway API, "API Overview".
final class ProxyWays {
  private final Snapshot snapshot;
  private final Leads leads;
  private final Ends ends;
  private final Map<Half, Hop> toProxies = new HashMap<>();
  private final Map<Half, Hop> fromProxies = new HashMap<>();

  /// The two ends of one half of a way, by their ids.
  private record Half(int from, int to) {}

  /// What is known of the two halves of a way.
  interface Ends {
    /// The endpoints of a workload.
    List<Endpoint> of(Workload.Id workload);

    /// Every way from outside to pods, without a proxy.
    List<Path> direct(Endpoint.Outside from, Endpoint.Pods to);

    /// Every way from pods to pods.
    List<Path> inside(Endpoint.Pods from, Endpoint.Pods to);

    /// What policies of the receiver say of a sender who is not known.
    List<Hop> fromAnybody(Endpoint.Pods to);
  }

  ProxyWays(Snapshot snapshot, Ends ends) {
    this.snapshot = snapshot;
    this.leads = new Leads(snapshot.facts().kubernetes());
    this.ends = ends;
  }

  /// Every way through a proxy.
  List<Path> to(Endpoint.Outside from, Endpoint.Pods to) {
    List<Path> paths = new ArrayList<>();
    for (Lead lead : leads.to(to)) {
      switch (lead.proxy()) {
        case Proxy.Unknown(var why) ->
            paths.add(way(lead, "", before(ends.fromAnybody(to), lead(lead, ""), unknown(why))));
        case Proxy.Pods(var workloads) -> through(lead, workloads, from, to, paths);
      }
    }
    unread(to).ifPresent(paths::add);
    return paths;
  }

  private void through(
      Lead lead,
      List<Workload.Id> workloads,
      Endpoint.Outside from,
      Endpoint.Pods to,
      List<Path> paths) {
    for (Workload.Id workload : workloads) {
      for (Endpoint endpoint : ends.of(workload)) {
        if (endpoint instanceof Endpoint.Pods proxy
            && proxy.v6() == to.v6()
            && proxy.id() != to.id()) {
          List<Hop> hops = new ArrayList<>();
          hops.add(lead(lead, workload.toString()));
          if (workloads.size() > 1) {
            hops.add(unknown("which of " + workloads.size() + " proxies serves it is not known"));
          }
          hops.add(
              toProxies.computeIfAbsent(
                  new Half(from.id(), proxy.id()), _ -> toProxy(from, proxy, workload)));
          hops.add(
              fromProxies.computeIfAbsent(
                  new Half(proxy.id(), to.id()), _ -> fromProxy(proxy, to, workload)));
          paths.add(way(lead, workload.toString(), hops));
        }
      }
    }
  }

  private static Path way(Lead lead, String proxy, List<Hop> hops) {
    String name = "by " + lead.object() + (proxy.isEmpty() ? "" : " through " + proxy);
    return new Path(name, true, hops).about(lead.led());
  }

  private static Hop unknown(String why) {
    return CloudHops.unknown("proxy", why);
  }

  private static Hop lead(Lead lead, String proxy) {
    PacketSet led = lead.led();
    String text = "has " + (proxy.isEmpty() ? "a proxy" : proxy) + " send requests to this port";
    return new Hop(
        "route",
        lead.doubt().isEmpty() ? Bounds.exactly(led) : new Bounds(PacketSet.EMPTY, led),
        packet -> {
          if (!led.contains(packet)) {
            return reason(lead, Reason.Opinion.DENY, "leads to other ports");
          }
          return lead.doubt().isEmpty()
              ? reason(lead, Reason.Opinion.ALLOW, text)
              : reason(lead, Reason.Opinion.UNKNOWN, text + ", but " + lead.doubt().get());
        });
  }

  private static Reason reason(Lead lead, Reason.Opinion opinion, String text) {
    return new Reason(opinion, lead.object(), "", Optional.of(lead.where()), text);
  }

  /// Whether any packet gets from there to the proxy.
  private Hop toProxy(Endpoint.Outside from, Endpoint.Pods proxy, Workload.Id workload) {
    List<Path> paths = ends.direct(from, proxy);
    Bounds packets = Path.joined(paths);
    Bounds all =
        !packets.sure().isEmpty()
            ? Bounds.ALL
            : packets.possible().isEmpty() ? Bounds.NONE : Bounds.UNKNOWN;
    return new Hop(
        "to the proxy",
        all,
        _ -> {
          PacketSet shown =
              !packets.sure().isEmpty()
                  ? packets.sure()
                  : !packets.possible().isEmpty() ? packets.possible() : led(paths);
          return shown
              .witness()
              .map(packet -> decisive(paths, packets, packet, workload + " on " + packet))
              .orElseThrow();
        });
  }

  /// Packets that show why none gets to the proxy: such as something leads there.
  private static PacketSet led(List<Path> paths) {
    return paths.stream()
        .map(Path::about)
        .filter(about -> !about.isEmpty() && !about.isAll())
        .findFirst()
        .orElse(PacketSet.ALL);
  }

  private Hop fromProxy(Endpoint.Pods proxy, Endpoint.Pods to, Workload.Id workload) {
    List<Path> paths = ends.inside(proxy, to);
    Bounds packets = Path.joined(paths);
    return new Hop(
        "from the proxy", packets, packet -> decisive(paths, packets, packet, "from " + workload));
  }

  /// The reason of the hop that decides of a packet on several ways.
  private static Reason decisive(List<Path> paths, Bounds packets, Packet packet, String about) {
    Reason.Opinion wanted =
        packets.sure().contains(packet)
            ? Reason.Opinion.ALLOW
            : packets.possible().contains(packet) ? Reason.Opinion.UNKNOWN : Reason.Opinion.DENY;
    for (Path path : Path.of(paths, packet)) {
      boolean same =
          switch (wanted) {
            case ALLOW -> path.through().sure().contains(packet);
            case UNKNOWN -> path.through().possible().contains(packet);
            case DENY, NO_OPINION -> true;
          };
      if (same) {
        for (Hop hop : path.hops()) {
          Reason reason = hop.why(packet);
          if (reason.opinion() == wanted) {
            return new Reason(
                wanted,
                reason.object(),
                reason.rule(),
                reason.where(),
                (reason.text() + " (" + about + ")").strip());
          }
        }
      }
    }
    String text =
        wanted == Reason.Opinion.UNKNOWN
            ? "it depends on where the pods run"
            : "nothing in the way";
    return Reason.of(wanted, text + " (" + about + ")");
  }

  /// Objects that may lead requests to any pod and are not read.
  private Optional<Path> unread(Endpoint.Pods to) {
    return Proxies.unread(snapshot.facts().kubernetes())
        .map(other ->
            new Path(
                "by " + title(other),
                true,
                before(
                    ends.fromAnybody(to),
                    unknown(
                        title(other) + " is not read, and may have a proxy lead requests there"))));
  }

  private static List<Hop> before(List<Hop> last, Hop... first) {
    List<Hop> all = new ArrayList<>(List.of(first));
    all.addAll(last);
    return all;
  }

  private static String title(OtherObject other) {
    return other.kind() + " " + other.namespace() + "/" + other.name();
  }
}
