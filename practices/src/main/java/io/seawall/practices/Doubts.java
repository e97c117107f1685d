package io.seawall.practices;

import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What would have to be known where a hop could not be told, and what settles it.
public final class Doubts {
  private static final Pattern COMMAND = Pattern.compile("\\((kubectl [^()]+)\\)");

  private Doubts() {}

  /// The missing facts of a path, one for each doubtful hop; at least one.
  public static List<Missing> of(Situation situation, List<Step> path) {
    List<Missing> out = new ArrayList<>();
    for (Step step : path) {
      if (step.verdict().equals("unknown")) {
        String fact = step.object().isEmpty() ? step.text() : step.object() + " " + step.text();
        out.add(new Missing(step.hop() + ": " + fact, settle(situation, step)));
      }
    }
    if (out.isEmpty()) {
      out.add(new Missing("which nodes the pods run on", "kubectl get pods,nodes -A -o json"));
    }
    return out;
  }

  private static String settle(Situation situation, Step step) {
    String hop = step.hop();
    String text = step.text();
    if (hop.contains("NSG")) {
      return text.contains("node resource group")
          ? "az network nsg list -g " + situation.nodeResourceGroup() + " -o json"
          : "az network nsg list -o json";
    }
    return switch (hop) {
      case "way out of Azure" ->
          text.contains("appliance")
              ? "az network firewall list -o json, or the rules of the appliance (to read yourself)"
              : "az network route-table list -o json";
      case "Azure Firewall" -> firewall(text);
      case "public address" ->
          "deny it in the NSG of the nodes' subnet, then az network nsg list -o json";
      case "Azure network" -> situation.showCluster();
      case "IMDS restriction of the node" ->
          "az extension add -n aks-preview && " + situation.showCluster();
      case "WireServer rule of the node" ->
          text.contains("AKS cluster")
              ? situation.showCluster()
              : "probe it from a pod: nc -w 3 168.63.129.16 80";
      case "node egress",
          "node ingress",
          "forwarded by the node out",
          "forwarded by the node in",
          "own pods to the node" ->
          ofNodes(text);
      case "pod egress", "pod ingress" -> policy(situation, text);
      default -> "add it to the input";
    };
  }

  private static String ofNodes(String text) {
    return command(text).orElse("kubectl get nodes,hostendpoints,felixconfigurations -o yaml");
  }

  private static Optional<String> command(String text) {
    Matcher command = COMMAND.matcher(text);
    return command.find() ? Optional.of(command.group(1)) : Optional.empty();
  }

  private static String firewall(String text) {
    if (text.contains("IP group")) {
      return "az network ip-group list -o json";
    }
    return text.contains("not in the input")
        ? "az network firewall policy rule-collection-group list -g RESOURCE_GROUP --policy-name POLICY"
            + " -o json"
        : "a rule for addresses or names that settles it, or a probe from a pod";
  }

  /// A text that names the command that tells is believed.
  private static String policy(Situation situation, String text) {
    Optional<String> command = command(text);
    if (command.isPresent()) {
      return command.get();
    }
    if (text.contains("who enforces")) {
      return situation.showCluster();
    }
    return text.contains("Namespace object")
        ? "kubectl get namespaces -o json"
        : "kubectl get pods,nodes -A -o json";
  }
}
