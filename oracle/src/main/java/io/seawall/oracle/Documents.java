package io.seawall.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// All objects in the texts, lists unfolded: Kubernetes objects by `kind`, Azure resources by
/// `type`.
public final class Documents {
  private static final int MOST_CHARACTERS = 4_000_000;
  private static final int MOST_ALIASES = 50;

  private static final Set<String> KNOWN_POLICIES =
      Set.of(
          "projectcalico.org/v3 NetworkPolicy",
          "projectcalico.org/v3 GlobalNetworkPolicy",
          "projectcalico.org/v3 Tier",
          "projectcalico.org/v3 NetworkSet",
          "projectcalico.org/v3 GlobalNetworkSet",
          "projectcalico.org/v3 HostEndpoint",
          "projectcalico.org/v3 FelixConfiguration",
          "crd.projectcalico.org/v1 NetworkPolicy",
          "crd.projectcalico.org/v1 GlobalNetworkPolicy",
          "crd.projectcalico.org/v1 Tier",
          "crd.projectcalico.org/v1 NetworkSet",
          "crd.projectcalico.org/v1 GlobalNetworkSet",
          "cilium.io/v2 CiliumNetworkPolicy",
          "cilium.io/v2 CiliumClusterwideNetworkPolicy",
          "cilium.io/v2 CiliumCIDRGroup",
          "cilium.io/v2alpha1 CiliumCIDRGroup",
          "policy.networking.k8s.io/v1alpha1 AdminNetworkPolicy",
          "policy.networking.k8s.io/v1alpha1 BaselineAdminNetworkPolicy",
          "policy.networking.k8s.io/v1alpha2 ClusterNetworkPolicy",
          "policy.networking.k8s.io/v1beta1 ClusterNetworkPolicy");

  private final List<Tree> objects = new ArrayList<>();

  public Documents(List<String> texts) {
    var settings =
        LoadSettings.builder()
            .setCodePointLimit(MOST_CHARACTERS)
            .setMaxAliasesForCollections(MOST_ALIASES)
            .setAllowDuplicateKeys(false)
            .build();
    for (var text : texts) {
      new Load(settings).loadAllFromString(text).forEach(document -> unfold(new Tree(document)));
    }
  }

  private void unfold(Tree tree) {
    if (tree.isList()) {
      tree.items().forEach(this::unfold);
    } else if (tree.at("items").isList()) {
      tree.at("items").items().forEach(this::unfold);
    } else if (tree.at("value").isList()) {
      tree.at("value").items().forEach(this::unfold);
    } else if (!tree.isAbsent()) {
      objects.add(known(tree));
    }
  }

  /// Refuses what would change the answer and has no rule here: policy languages and versions other
  /// than those of Kubernetes, its Network Policy API, Calico and Cilium, and routes that Azure
  /// Virtual Network Manager keeps.
  private static Tree known(Tree tree) {
    var group = tree.at("apiVersion").text().orElse("");
    var type = typeOf(tree);
    if (((group.contains("cilium.io/")
                || group.contains("projectcalico.org/")
                || group.startsWith("policy.networking.k8s.io/"))
            && !KNOWN_POLICIES.contains(group + " " + tree.at("kind").text().orElse("")))
        || type.startsWith("microsoft.network/networkmanagers/routingconfigurations")) {
      throw new IllegalArgumentException("no rule for " + group + type);
    }
    return tree;
  }

  /// The Kubernetes objects of one kind.
  public List<Tree> kind(String kind) {
    return objects.stream().filter(tree -> tree.at("kind").text().orElse("").equals(kind)).toList();
  }

  /// The Azure resources of one type, in lower case.
  public List<Tree> type(String type) {
    return objects.stream().filter(tree -> typeOf(tree).equals(type)).toList();
  }

  /// The Azure resource of one type with this id, which compares without regard to case.
  ///
  /// @throws IllegalArgumentException if there is none
  Tree resource(String type, String id) {
    return type(type).stream()
        .filter(tree -> idOf(tree).equals(id.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + type + " " + id));
  }

  /// The id of an Azure resource, in lower case.
  static String idOf(Tree resource) {
    return resource.atAnyCase("id").text().orElseThrow().toLowerCase(Locale.ROOT);
  }

  /// Kubernetes objects have a group; some Azure resources have a `kind` beside their type.
  private static String typeOf(Tree tree) {
    var type = tree.at("type");
    var isAzure =
        tree.at("kind").isAbsent()
            || (tree.at("apiVersion").isAbsent() && !tree.atAnyCase("id").isAbsent());
    return isAzure ? type.text().orElse("").toLowerCase(Locale.ROOT) : "";
  }
}
