package io.seawall.dialects.azurenetwork;

import io.seawall.dialects.AzureProperties;
import io.seawall.dialects.AzureResource;
import io.seawall.dialects.Counterparts;
import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.cloud.RouteTable;
import io.seawall.model.cloud.RouteTable.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Route tables while they are put together from documents of the table and of its routes.
final class RouteTables {
  private final List<Diagnostic> complaints;
  private final RouteReader reader;
  private final Map<ResourceId, RouteTable> tables = new LinkedHashMap<>();

  /// Tables as templates mean them.
  private final Map<ResourceId, RouteTable> meant = new LinkedHashMap<>();

  private final List<RouteApart> routesApart = new ArrayList<>();

  /// A route written as a resource of its own.
  ///
  /// @param table empty if its name is an expression
  /// @param template whether a template means it
  private record RouteApart(Optional<ResourceId> table, Route route, boolean template) {}

  RouteTables(List<Diagnostic> complaints) {
    this.complaints = complaints;
    reader = new RouteReader(complaints);
  }

  void addTable(AzureResource resource) {
    AzureProperties properties = resource.properties(complaints);
    RouteTable table =
        new RouteTable(
            resource.id(),
            resource.name(),
            !properties.bool("disableBgpRoutePropagation").is(true),
            reader.routes(properties),
            resource.where());
    properties.reportMisspelt();
    Map<ResourceId, RouteTable> into = resource.template() ? meant : tables;
    RouteTable before = into.putIfAbsent(table.id(), table);
    if (before != null && !same(before, table)) {
      into.put(table.id(), with(before, RouteReader.unknown("", table.where())));
      complaints.add(
          Diagnostic.warning(
              "SEEN_TWICE",
              table.where(),
              "route table " + table.name() + " again, with other routes",
              "one description of it",
              "the first is " + before.where().place() + "; any route is taken to be possible"));
    }
  }

  /// Whether two tables say the same, wherever they stand.
  private static boolean same(RouteTable one, RouteTable other) {
    return one.bgpPropagation() == other.bgpPropagation()
        && anywhere(one.routes()).equals(anywhere(other.routes()));
  }

  private static Set<Route> anywhere(List<Route> routes) {
    SourceRef nowhere = SourceRef.of("", 0);
    return routes.stream()
        .map(r ->
            new Route(
                r.name(), r.prefix(), r.prefixText(), r.nextHop(), r.nextHopAddress(), nowhere))
        .collect(Collectors.toSet());
  }

  void addRoute(AzureResource resource) {
    AzureProperties properties = resource.properties(complaints);
    Route written = reader.route(resource.name(), properties, resource.where());
    Route route = resource.certain() ? written : RouteReader.perhaps(written);
    routesApart.add(new RouteApart(resource.parent(), route, resource.template()));
    properties.reportMisspelt();
  }

  List<RouteTable> close() {
    for (RouteApart apart : routesApart) {
      Route route = apart.route();
      Map<ResourceId, RouteTable> own = apart.template() ? meant : tables;
      if (apart.table().isPresent()) {
        ResourceId id = apart.table().get();
        RouteTable table = own.getOrDefault(id, missing(id, route));
        own.put(id, with(table, route));
      } else { // it may belong to any
        Route perhaps = RouteReader.unknown(route.name(), route.where());
        own.replaceAll((_, table) -> with(table, perhaps));
      }
    }
    settle();
    return List.copyOf(tables.values());
  }

  /// Holds what is meant against what runs. A table that runs under the very id is judged; one that
  /// may be another of the same name leaves the template as it is.
  private void settle() {
    Counterparts<RouteTable> running = new Counterparts<>(Map.copyOf(tables));
    meant.forEach((id, table) -> {
      String judged =
          tables.containsKey(id) ? "what runs is judged" : "the one that a subnet names is judged";
      running.of(id).ifPresent(other -> new RouteDrift(complaints, judged).compare(table, other));
      tables.putIfAbsent(id, table);
    });
  }

  /// A table that only a route of it tells of: it may have any other.
  private static RouteTable missing(ResourceId id, Route route) {
    return new RouteTable(
        id, id.name(), true, List.of(RouteReader.unknown("", route.where())), route.where());
  }

  private static RouteTable with(RouteTable table, Route route) {
    if (table.routes().stream().anyMatch(other -> other.name().equalsIgnoreCase(route.name()))) {
      return table;
    }
    List<Route> all = new ArrayList<>(table.routes());
    all.add(route);
    return new RouteTable(table.id(), table.name(), table.bgpPropagation(), all, table.where());
  }
}
