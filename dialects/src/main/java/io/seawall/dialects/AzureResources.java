package io.seawall.dialects;

import io.seawall.dialects.AzureResource.Kind;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node.Clash;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds the resources of Azure in a document: a resource by itself, as the REST API and the
/// command line print it; a list of them under `value`; and the `data` of a saved cluster
/// description.
///
/// A resource is known by its `type` or `id` and, where it has neither, by properties that only one
/// type has.
public final class AzureResources {
  private static final Pattern API_VERSION =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-[a-zA-Z0-9]+)?");

  private final Document document;
  private final List<AzureResource> found = new ArrayList<>();

  private AzureResources(Document document) {
    this.document = document;
  }

  /// All resources in the order of the document; none if it is not of Azure.
  public static List<AzureResource> of(Document document) {
    AzureResources resources = new AzureResources(document);
    resources.read();
    return List.copyOf(resources.found);
  }

  private void read() {
    Mapping root = document.root();
    Optional<Mapping> described = described(root);
    if (described.isPresent()) {
      live(described.get(), "data", Optional.empty());
    } else if (AzureProperties.find(root, "value").orElse(root) instanceof Sequence list) {
      Optional<String> version = apiVersion(root);
      for (int i = 0; i < list.items().size(); i++) {
        if (list.items().get(i) instanceof Mapping item) {
          live(item, "value[" + AzureProperties.label(item, i) + "]", version);
        }
      }
    } else {
      live(root, "", Optional.empty());
    }
  }

  /// The cluster in a description saved by Kubescape, which looks like an object of Kubernetes.
  private static Optional<Mapping> described(Mapping root) {
    boolean ours =
        root.text("kind").filter("ClusterDescribe"::equals).isPresent()
            && root.text("apiVersion")
                .filter(v -> v.startsWith("management.azure.com/"))
                .isPresent();
    return ours
        ? root.get("data")
            .flatMap(node -> node instanceof Mapping m ? Optional.of(m) : Optional.empty())
        : Optional.empty();
  }

  private void live(Mapping mapping, String path, Optional<String> versionAround) {
    Optional<String> id = text(mapping, "id");
    Optional<String> type =
        text(mapping, "type")
            .filter(AzureResource::isType)
            .or(() -> id.flatMap(AzureResource::typeOf))
            .or(() -> byShape(mapping));
    if (type.isEmpty()) {
      return;
    }
    String written =
        text(mapping, "name").or(() -> id.map(i -> new ResourceId(i).name())).orElse("");
    String name = document.intended() ? written : written.substring(written.lastIndexOf('/') + 1);
    ResourceId own =
        new ResourceId(
            id.filter(i -> i.contains("/"))
                .orElseGet(() -> document.file() + "/providers/" + type.get() + "/" + name));
    Kind kind = Kind.of(type.get());
    found.add(
        new AzureResource(
            kind,
            type.get(),
            own,
            name,
            apiVersion(mapping).or(() -> versionAround),
            document.intended(),
            !isUnresolved(mapping, "condition"),
            parent(type.get(), own),
            mapping,
            where(mapping, kind.title(type.get(), name), path)));
  }

  private SourceRef where(Mapping mapping, String object, String path) {
    return new SourceRef(document.file(), mapping.line(), object, path);
  }

  /// The resource that one of this type and id is a part of; nothing where the id does not have as
  /// many names as the type.
  private static Optional<ResourceId> parent(String type, ResourceId id) {
    boolean part = type.indexOf('/') != type.lastIndexOf('/');
    boolean named = AzureResource.typeOf(id.text()).filter(type::equalsIgnoreCase).isPresent();
    return part && named ? Optional.of(withoutLast(id, 2)) : Optional.empty();
  }

  private static ResourceId withoutLast(ResourceId id, int segments) {
    String text = id.text();
    for (int i = 0; i < segments; i++) {
      text = text.substring(0, Math.max(0, text.lastIndexOf('/')));
    }
    return new ResourceId(text);
  }

  /// A cluster or NSG without type and id, as cut out of an answer.
  private static Optional<String> byShape(Mapping mapping) {
    boolean kubernetes =
        text(mapping, "kind").isPresent() && text(mapping, "apiVersion").isPresent();
    if (kubernetes) {
      return Optional.empty();
    }
    Mapping properties =
        AzureProperties.find(mapping, "properties").orElse(mapping) instanceof Mapping inner
            ? inner
            : mapping;
    if (hasList(properties, "agentPoolProfiles")) {
      return Optional.of(Kind.MANAGED_CLUSTER.type());
    }
    return hasList(properties, "securityRules") && hasList(properties, "defaultSecurityRules")
        ? Optional.of(Kind.SECURITY_GROUP.type())
        : Optional.empty();
  }

  private static boolean hasList(Mapping mapping, String key) {
    return AzureProperties.find(mapping, key).filter(Sequence.class::isInstance).isPresent();
  }

  private static Optional<String> text(Mapping mapping, String key) {
    return AzureProperties.find(mapping, key)
        .flatMap(node ->
            node instanceof Scalar scalar && scalar.kind() == ScalarKind.STRING
                ? Optional.of(scalar.text())
                : Optional.empty());
  }

  private static Optional<String> apiVersion(Mapping mapping) {
    return text(mapping, "apiVersion").filter(v -> API_VERSION.matcher(v).matches());
  }

  /// Whether the value is there and not known.
  private static boolean isUnresolved(Mapping mapping, String key) {
    return AzureProperties.find(mapping, key)
        .filter(node -> node instanceof Clash || node instanceof Unresolved)
        .isPresent();
  }
}
