package io.seawall.oracle.mesh;

import io.seawall.oracle.Tree;
import java.util.ArrayList;
import java.util.List;

/// One attribute that a rule asks for, named as in a `when` entry. Fields of sources and operations
/// are written as such, too; those without an attribute of their own start with a colon. Source:
/// Istio, Authorization Policy, Rule; Authorization Policy Conditions.
record Condition(String key, List<String> values, List<String> notValues) {
  static List<Condition> ofSource(Tree source) {
    var found = new ArrayList<Condition>();
    add(found, source, "source.principal", "principals", "notPrincipals");
    add(found, source, "source.namespace", "namespaces", "notNamespaces");
    add(found, source, "source.serviceAccount", "serviceAccounts", "notServiceAccounts");
    add(found, source, "source.trustDomain", "trustDomains", "notTrustDomains");
    add(found, source, "source.ip", "ipBlocks", "notIpBlocks");
    add(found, source, "remote.ip", "remoteIpBlocks", "notRemoteIpBlocks");
    add(found, source, "request.auth.principal", "requestPrincipals", "notRequestPrincipals");
    return found;
  }

  static List<Condition> ofOperation(Tree operation) {
    var found = new ArrayList<Condition>();
    add(found, operation, ":host", "hosts", "notHosts");
    add(found, operation, ":method", "methods", "notMethods");
    add(found, operation, ":path", "paths", "notPaths");
    add(found, operation, "destination.port", "ports", "notPorts");
    return found;
  }

  static Condition ofWhen(Tree when) {
    return new Condition(
        when.at("key").text().orElseThrow(),
        Objects.texts(when.at("values")),
        Objects.texts(when.at("notValues")));
  }

  private static void add(
      List<Condition> found, Tree block, String key, String positive, String negative) {
    var values = Objects.texts(block.at(positive));
    var notValues = Objects.texts(block.at(negative));
    if (!values.isEmpty() || !notValues.isEmpty()) {
      found.add(new Condition(key, values, notValues));
    }
  }

  /// Whether only HTTP shows it.
  boolean isOfHttp() {
    return key.startsWith(":") || key.startsWith("request.");
  }

  /// Whether Istio knows the attribute. Source: Istio, Authorization Policy Conditions.
  boolean isKnown() {
    return isOfHttp() || isOfConnection();
  }

  private boolean isOfConnection() {
    return switch (key) {
      case "source.principal",
          "source.namespace",
          "source.serviceAccount",
          "source.trustDomain",
          "source.ip",
          "remote.ip",
          "destination.ip",
          "destination.port",
          "connection.sni" ->
          true;
      default -> key.startsWith("experimental.envoy.filters.");
    };
  }
}
