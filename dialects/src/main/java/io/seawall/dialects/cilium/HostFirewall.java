package io.seawall.dialects.cilium;

import io.seawall.dialects.Fields;
import io.seawall.dialects.Fields.Keys;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.dialects.kubernetes.ObjectType;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether Cilium enforces policies for nodes: what the ConfigMap of its agents says.
///
/// Sources: Cilium documentation, "Host Policies" (`hostFirewall.enabled`, devices, IPsec), "Host
/// Firewall" (audit mode), "Policy Enforcement Modes" and the reference of the agent (the firewall
/// is off by default).
final class HostFirewall {
  private static final String ASK = " (kubectl get configmap -n kube-system cilium-config -o yaml)";

  private final List<Config> configs = new ArrayList<>();

  private record Config(String folder, SourceRef where, Map<String, String> data) {
    private boolean is(String key, String value) {
      return value.equalsIgnoreCase(data.getOrDefault(key, ""));
    }
  }

  /// Whether policies for nodes are in force.
  sealed interface State {
    /// They are.
    record On() implements State {}

    /// They are not.
    record Off(String why) implements State {}

    /// The input does not tell.
    record Unknown(String missing) implements State {}
  }

  /// Looks at an object of any kind.
  void look(Document document, ObjectType type) {
    if (!type.group().isEmpty() || !type.kind().equals("ConfigMap")) {
      return;
    }
    Fields root =
        Fields.of(
            document.root(), ObjectMeta.place(document, type), Keys.EXACT, new ArrayList<>(0));
    ObjectMeta meta = ObjectMeta.read(document, type, root);
    if (meta.name().equals("cilium-config")) {
      configs.add(new Config(meta.folder(), root.where("data"), root.textMap("data")));
    }
  }

  /// Whether policies for nodes are in force where an object stands.
  State at(SourceRef place) {
    String folder = place.file().substring(0, place.file().lastIndexOf('/') + 1);
    List<State> states =
        configs.stream()
            .filter(one -> configs.size() == 1 || sameFolder(one.folder, folder))
            .map(HostFirewall::state)
            .distinct()
            .toList();
    return states.size() == 1
        ? states.getFirst()
        : new State.Unknown("whether the firewall of nodes is on" + ASK);
  }

  /// Why policies of pods are not enforced, for each configuration that switches them off.
  ///
  /// Source: Cilium documentation, "Policy Audit Mode" (policies are not enforced, what they would
  /// drop is logged) and "Policy Enforcement Modes" (`never`).
  Map<SourceRef, String> switchedOff() {
    Map<SourceRef, String> off = new LinkedHashMap<>();
    for (Config config : configs) {
      if (config.is("policy-audit-mode", "true")) {
        off.put(config.where, "policy-audit-mode");
      } else if (config.is("enable-policy", "never")) {
        off.put(config.where, "enable-policy");
      }
    }
    return off;
  }

  /// Whether all that the input shows of the configuration is one object.
  boolean isOne() {
    return configs.size() == 1;
  }

  private static boolean sameFolder(String one, String other) {
    return Optional.of(one)
        .map(HostFirewall::plain)
        .equals(Optional.of(other).map(HostFirewall::plain));
  }

  private static String plain(String folder) {
    return folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
  }

  private static State state(Config config) {
    if (!config.is("enable-host-firewall", "true")) {
      return new State.Off("enable-host-firewall of cilium-config is not true");
    }
    if (config.is("policy-audit-mode", "true")) {
      return new State.Off("cilium-config has policy-audit-mode");
    }
    if (config.is("enable-policy", "never")) {
      return new State.Off("cilium-config has enable-policy never");
    }
    if (config.is("enable-policy", "always")) {
      return new State.Unknown("what enable-policy always of cilium-config means for nodes");
    }
    if (config.is("enable-ipsec", "true")) {
      return new State.Unknown("what the firewall of nodes does beside IPsec");
    }
    String devices = config.data.getOrDefault("devices", "");
    if (!devices.isBlank()) {
      return new State.Unknown(
          "whether packets of nodes go through " + devices + ", which cilium-config names");
    }
    return new State.On();
  }
}
