package io.seawall.dialects.cilium;

import io.seawall.dialects.Fields;
import io.seawall.dialects.Fields.Keys;
import io.seawall.dialects.kubernetes.Backends;
import io.seawall.dialects.kubernetes.LabelSelector;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.dialects.kubernetes.ObjectType;
import io.seawall.model.cluster.Service;
import io.seawall.model.document.Document;
import io.seawall.packets.Address;
import io.seawall.packets.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The objects that policies of Cilium refer to: blocks of addresses with a name, Services and what
/// stands behind them.
///
/// Objects of different folders may belong to different clusters; where several folders hold
/// objects of one name, none of them is taken.
final class Surroundings {
  private final List<Group> groups = new ArrayList<>();
  private final Backends backends = new Backends();
  private final HostFirewall firewall = new HostFirewall();

  /// A CiliumCIDRGroup.
  ///
  /// @param whole false if one of its blocks cannot be read
  record Group(
      String name, Map<String, String> labels, List<Cidr> blocks, boolean whole, String folder) {
    Group {
      labels = Map.copyOf(labels);
      blocks = List.copyOf(blocks);
    }
  }

  /// Looks at an object of any kind. What is wrong with it is for its own dialect to say.
  void look(Document document, ObjectType type) {
    backends.look(document, type);
    firewall.look(document, type);
    if (type.group().equals("cilium.io") && type.kind().equals("CiliumCIDRGroup")) {
      Fields root =
          Fields.of(
              document.root(), ObjectMeta.place(document, type), Keys.EXACT, new ArrayList<>(0));
      groups.add(group(ObjectMeta.read(document, type, root), root));
    }
  }

  /// Source: Cilium documentation, "Layer 3 Policies", CiliumCIDRGroup.
  private static Group group(ObjectMeta meta, Fields root) {
    List<String> texts =
        root.child("spec").map(spec -> spec.texts("externalCIDRs")).orElse(List.of());
    List<Cidr> blocks = texts.stream().flatMap(text -> Cidr.parseLenient(text).stream()).toList();
    return new Group(
        meta.name(), meta.labels(), blocks, blocks.size() == texts.size(), meta.folder());
  }

  /// The group of this name; empty if there is none, or it is not known which.
  Optional<Group> group(String name) {
    List<Group> found = groups.stream().filter(one -> one.name.equals(name)).toList();
    return found.size() == 1
        ? Optional.of(found.getFirst()).filter(Group::whole)
        : Optional.empty();
  }

  /// The groups with such labels; empty if there are none, or it is not known which.
  Optional<List<Group>> groups(LabelSelector selector) {
    List<Group> found =
        groups.stream().filter(one -> Selector.test(selector).passes(one.labels)).toList();
    boolean known =
        found.stream().map(Group::folder).distinct().count() == 1
            && found.stream().allMatch(Group::whole);
    return known ? Optional.of(found) : Optional.empty();
  }

  /// The Service of this name; empty if there is none, or it is not known which.
  ///
  /// @param namespace empty means every namespace
  Optional<List<Service>> services(Optional<String> namespace, String name) {
    return backends.services(one -> isIn(namespace, one) && one.name().equals(name));
  }

  /// The Services with such labels; empty if there are none, or it is not known which.
  ///
  /// @param namespace empty means every namespace
  Optional<List<Service>> services(Optional<String> namespace, LabelSelector selector) {
    return backends.services(
        one -> isIn(namespace, one) && Selector.test(selector).passes(one.labels()));
  }

  private static boolean isIn(Optional<String> namespace, Service service) {
    return namespace.filter(name -> !name.equals(service.namespace())).isEmpty();
  }

  /// Whether policies for nodes are enforced.
  HostFirewall firewall() {
    return firewall;
  }

  /// The addresses behind a Service; empty if nothing is known of them.
  Optional<Set<Address>> addresses(String namespace, String service) {
    return backends.addresses(namespace, service);
  }
}
