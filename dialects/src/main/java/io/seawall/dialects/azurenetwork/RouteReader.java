package io.seawall.dialects.azurenetwork;

import io.seawall.dialects.AzureProperties;
import io.seawall.model.Diagnostic;
import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.RouteTable.NextHop;
import io.seawall.model.cloud.RouteTable.Route;
import io.seawall.packets.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads user-defined routes.
///
/// Source: Microsoft.Network REST API, RoutePropertiesFormat; Microsoft Learn, "Virtual network
/// traffic routing", service tags for user-defined routes.
final class RouteReader {
  private static final Pattern TAG = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");

  private final List<Diagnostic> complaints;

  RouteReader(List<Diagnostic> complaints) {
    this.complaints = complaints;
  }

  /// The routes inside a table. Where the list is not known, a route that may cover anything.
  List<Route> routes(AzureProperties table) {
    Fact<List<AzureProperties>> routes = table.children("routes");
    return switch (routes) {
      case Fact.Absent<List<AzureProperties>> _, Fact.Null<List<AzureProperties>> _ -> List.of();
      case Fact.Unresolved<List<AzureProperties>>(var _, var at) -> List.of(unknown("", at));
      case Fact.Known<List<AzureProperties>>(var list, var _) -> {
        List<Route> out = new ArrayList<>();
        for (AzureProperties part : list) {
          out.add(
              route(part.text("name").known().orElse(""), NetworkReader.inner(part), part.where()));
        }
        yield out;
      }
    };
  }

  /// A route of which nothing is known.
  static Route unknown(String name, SourceRef where) {
    return new Route(name, Optional.empty(), "", NextHop.UNKNOWN, "", where);
  }

  /// A route that may not be there, so that where it leads is not known.
  static Route perhaps(Route route) {
    return new Route(
        route.name(), route.prefix(), route.prefixText(), NextHop.UNKNOWN, "", route.where());
  }

  Route route(String name, AzureProperties properties, SourceRef where) {
    Fact<String> prefix = properties.text("addressPrefix");
    Fact<String> type = properties.text("nextHopType");
    NextHop nextHop = nextHop(type);
    if (prefix.known().isEmpty()) {
      if (prefix.isLeftOut()) {
        complaints.add(
            Diagnostic.error(
                "MISSING_FIELD", where, "no addressPrefix", "a CIDR block or a service tag", ""));
      }
      return new Route(name, Optional.empty(), "", nextHop, "", where);
    }
    String text = prefix.known().get();
    Optional<Cidr> block = Cidr.parseLenient(text);
    boolean tag = TAG.matcher(text).matches();
    if (block.isEmpty() && !tag) {
      complaints.add(
          Diagnostic.error(
              "ADDRESS_PREFIX",
              prefix.where(),
              "the text \"" + text + "\"",
              "a CIDR block or a service tag",
              ""));
    }
    return new Route(
        name,
        block,
        block.isPresent() || tag ? text : "",
        nextHop,
        properties.text("nextHopIpAddress").known().orElse(""),
        where);
  }

  private NextHop nextHop(Fact<String> type) {
    return switch (NetworkReader.lower(type.known().orElse(""))) {
      case "virtualnetworkgateway" -> NextHop.VIRTUAL_NETWORK_GATEWAY;
      case "vnetlocal" -> NextHop.VNET_LOCAL;
      case "internet" -> NextHop.INTERNET;
      case "virtualappliance" -> NextHop.VIRTUAL_APPLIANCE;
      case "none" -> NextHop.NONE;
      default -> {
        if (!(type instanceof Fact.Unresolved<String>)) {
          complaints.add(
              Diagnostic.error(
                  "WRONG_VALUE",
                  type.where(),
                  type.known().map(text -> "the text \"" + text + "\"").orElse("no nextHopType"),
                  "VirtualNetworkGateway, VnetLocal, Internet, VirtualAppliance or None",
                  ""));
        }
        yield NextHop.UNKNOWN;
      }
    };
  }
}
