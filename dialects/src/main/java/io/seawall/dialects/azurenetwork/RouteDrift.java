package io.seawall.dialects.azurenetwork;

import io.seawall.model.Diagnostic;
import io.seawall.model.cloud.RouteTable;
import io.seawall.model.cloud.RouteTable.NextHop;
import io.seawall.model.cloud.RouteTable.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A route table as a template means it, held against the one that runs: by the names of routes,
/// where each leads, and whether routes of gateways come in.
final class RouteDrift {
  private final List<Diagnostic> complaints;
  private final String judged;

  /// @param complaints grows with each difference
  /// @param judged which of the two tables is judged
  RouteDrift(List<Diagnostic> complaints, String judged) {
    this.complaints = complaints;
    this.judged = judged;
  }

  void compare(RouteTable meant, RouteTable running) {
    if (meant.bgpPropagation() != running.bgpPropagation() && isComplete(meant)) {
      complaints.add(
          Diagnostic.drift(
              meant.where(),
              "route table " + meant.name() + ": " + propagation(meant),
              "and " + propagation(running) + " in",
              running.where(),
              judged));
    }
    Map<String, Route> others = new LinkedHashMap<>();
    running.routes().forEach(route -> others.put(key(route), route));
    for (Route route : meant.routes()) {
      Route other = others.remove(key(route));
      if (other != null) {
        compare(route, other);
      } else if (isComplete(running) && isKnown(route)) {
        complaints.add(
            Diagnostic.drift(
                route.where(),
                "route " + route.name() + " of route table " + meant.name() + " here alone",
                "it is not in",
                running.where(),
                judged));
      }
    }
    if (isComplete(meant)) {
      for (Route route : others.values()) {
        complaints.add(
            Diagnostic.drift(
                meant.where(),
                "no route " + route.name() + " in route table " + meant.name(),
                "but it is there in",
                route.where(),
                judged));
      }
    }
  }

  /// Nothing is said of what either side leaves open.
  private void compare(Route meant, Route running) {
    if (isKnown(meant) && isKnown(running) && !text(meant).equals(text(running))) {
      complaints.add(
          Diagnostic.drift(
              meant.where(),
              "route " + meant.name() + " is " + text(meant),
              "and " + text(running) + " in",
              running.where(),
              judged));
    }
  }

  private static String key(Route route) {
    return route.name().toLowerCase(Locale.ROOT);
  }

  private static boolean isKnown(Route route) {
    return !route.prefixText().isEmpty() && route.nextHop() != NextHop.UNKNOWN;
  }

  /// Whether there are no routes but those in the list.
  private static boolean isComplete(RouteTable table) {
    return table.routes().stream()
        .noneMatch(route -> route.prefixText().isEmpty() && route.nextHop() == NextHop.UNKNOWN);
  }

  private static String propagation(RouteTable table) {
    return "disableBgpRoutePropagation is " + !table.bgpPropagation();
  }

  /// Where a route leads, in one spelling.
  private static String text(Route route) {
    String to = route.prefix().map(Object::toString).orElse(route.prefixText());
    String hop = route.nextHop().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String by = route.nextHopAddress().isEmpty() ? "" : " " + route.nextHopAddress();
    return to.toLowerCase(Locale.ROOT) + " to " + hop + by;
  }
}
