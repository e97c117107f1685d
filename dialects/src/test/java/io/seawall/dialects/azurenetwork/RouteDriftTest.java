package io.seawall.dialects.azurenetwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Diagnostic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Route tables that a template means and that run.
class RouteDriftTest {
  private static String found(String meant, String running) {
    String template =
        """
        {%s, contentVersion: 1.0.0.0, resources: [{type: Microsoft.Network/routeTables, apiVersion: '2024-05-01',
          name: rt, properties: {%s}}]}
        """
            .formatted(Net.SCHEMA, meant);
    String live = "{id: %s, name: rt, properties: {%s}}".formatted(Net.ROUTES, running);
    return String.join(
        "; ",
        Net.read(template, live).diagnostics().stream()
            .filter(one -> one.code().equals("DRIFT"))
            .map(Diagnostic::found)
            .toList());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          the same          | routes: [{name: r, properties: {addressPrefix: 0.0.0.0/0, nextHopType: Internet}}] | routes: [{name: R, properties: {addressPrefix: 0.0.0.0/0, nextHopType: internet}}] | ~~
          another next hop  | routes: [{name: r, properties: {addressPrefix: 0.0.0.0/0, nextHopType: VirtualAppliance, nextHopIpAddress: 10.0.0.4}}] | routes: [{name: r, properties: {addressPrefix: 0.0.0.0/0, nextHopType: Internet}}] | route r is 0.0.0.0/0 to virtual appliance 10.0.0.4, and 0.0.0.0/0 to internet in -:1
          only meant        | routes: [{name: r, properties: {addressPrefix: 0.0.0.0/0, nextHopType: None}}] | routes: [] | route r of route table rt here alone, it is not in -:1
          only running      | routes: [] | routes: [{name: r, properties: {addressPrefix: 0.0.0.0/0, nextHopType: None}}] | no route r in route table rt, but it is there in -:1
          routes of gateways | disableBgpRoutePropagation: true | disableBgpRoutePropagation: false | route table rt: disableBgpRoutePropagation is true, and disableBgpRoutePropagation is false in -:1
          left open         | routes: "[parameters('routes')]" | routes: [{name: r, properties: {addressPrefix: 0.0.0.0/0, nextHopType: None}}] | ~~
          """)
  void what_differs_is_told_with_both_places(
      String name, String meant, String running, String told) {
    assertThat(found(meant, running)).isEqualTo(told);
  }
}
