package io.seawall.dialects;

import io.seawall.dialects.AzureResource.Kind;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.ResourceId;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Clash;
import io.seawall.model.document.Node.Entry;
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
/// command line print it; a list of them under `value`; the `data` of a saved cluster description;
/// and those of an ARM template, with the ones nested in them.
///
/// A resource is known by its `type` or `id` and, where it has neither, by properties that only one
/// type has.
public final class AzureResources {
  private static final Pattern API_VERSION =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-[a-zA-Z0-9]+)?");

  private final Document document;

  /// The path of the nested deployment whose template is read; expressions of two templates mean
  /// two things.
  private final String scope;

  private final List<AzureResource> found = new ArrayList<>();

  private AzureResources(Document document, String scope) {
    this.document = document;
    this.scope = scope;
  }

  /// All resources in the order of the document; none if it is not of Azure.
  public static List<AzureResource> of(Document document) {
    AzureResources resources = new AzureResources(document, "");
    resources.read();
    return List.copyOf(resources.found);
  }

  /// Whether the document is an ARM template, which may hold no resource at all.
  public static boolean isTemplate(Document document) {
    return document.intended() && document.root().text("$schema").isPresent();
  }

  private void read() {
    Mapping root = document.root();
    if (isTemplate(document)) {
      template(root);
      return;
    }
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
    String name = written.substring(written.lastIndexOf('/') + 1);
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
            isPart(type.get()) ? Optional.of(withoutLast(own, 2)) : Optional.empty(),
            mapping,
            where(mapping, kind.title(type.get(), name), path)));
  }

  private SourceRef where(Mapping mapping, String object, String path) {
    return new SourceRef(document.file(), mapping.line(), object, path);
  }

  private static boolean isPart(String type) {
    return type.indexOf('/') != type.lastIndexOf('/');
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

  /// The name of a resource, or the expression that computes it.
  private static String writtenName(Mapping mapping) {
    return AzureProperties.find(mapping, "name").map(AzureResources::written).orElse("");
  }

  private static String written(Node node) {
    return switch (node) {
      case Scalar(_, var kind, var text) when kind == ScalarKind.STRING -> text;
      case Unresolved(_, var expression) -> expression;
      case Scalar _, Mapping _, Sequence _, Clash _ -> "";
    };
  }

  private static Optional<String> apiVersion(Mapping mapping) {
    return text(mapping, "apiVersion").filter(v -> API_VERSION.matcher(v).matches());
  }

  private void template(Mapping template) {
    resources(template, scope, Optional.empty());
    found.replaceAll(this::withParent);
  }

  /// The resources of a template, or those nested in another resource of it.
  private void resources(Mapping holder, String path, Optional<AzureResource> around) {
    String prefix = path.isEmpty() ? "resources" : path + ".resources";
    AzureProperties.find(holder, "resources").ifPresent(node -> listed(node, prefix, around));
  }

  private void listed(Node resources, String prefix, Optional<AzureResource> around) {
    switch (resources) {
      case Sequence list -> {
        for (int i = 0; i < list.items().size(); i++) {
          Node item = list.items().get(i);
          intended(item, prefix + "[" + AzureProperties.label(item, i) + "]", around);
        }
      }
      case Mapping named -> { // languageVersion 2.0: by symbolic name
        for (Entry entry : named.entries()) {
          intended(entry.value(), prefix + "." + entry.key(), around);
        }
      }
      case Clash(var first, var last) -> { // complained of by whoever reads the holder
        listed(first.value(), prefix, around);
        listed(last.value(), prefix, around);
      }
      case Scalar _, Unresolved _ -> {}
    }
  }

  private void intended(Node node, String path, Optional<AzureResource> around) {
    if (!(node instanceof Mapping mapping) || isLeftOut(mapping)) {
      return;
    }
    Optional<String> written = text(mapping, "type");
    Optional<String> type =
        written
            .filter(AzureResource::isType)
            .or(() -> written.flatMap(t -> around.map(outer -> outer.type() + "/" + t)));
    if (type.isEmpty()) {
      return;
    }
    AzureResource resource = intended(mapping, type.get(), path, around);
    if (resource.kind() == Kind.DEPLOYMENT && deployed(mapping).isPresent()) {
      AzureResources inner = new AzureResources(document, path + ".properties.template");
      inner.template(deployed(mapping).get());
      found.addAll(inner.found);
      return;
    }
    found.add(resource);
    resources(mapping, path, Optional.of(resource));
  }

  private AzureResource intended(
      Mapping mapping, String type, String path, Optional<AzureResource> around) {
    TemplateName name = new TemplateName(writtenName(mapping));
    boolean nested =
        around.isPresent() && !text(mapping, "type").filter(AzureResource::isType).isPresent();
    Optional<ResourceId> parent =
        nested
            ? around.map(AzureResource::id)
            : isPart(type)
                ? name.parent().map(outer -> synthetic(parentType(type), outer))
                : Optional.empty();
    ResourceId id =
        parent
            .map(outer ->
                new ResourceId(
                    outer.text() + type.substring(type.lastIndexOf('/')) + "/" + name.last()))
            .orElseGet(() -> synthetic(type, name.text()));
    Kind kind = Kind.of(type);
    boolean certain =
        around.map(AzureResource::certain).orElse(true)
            && !isUnresolved(mapping, "condition")
            && AzureProperties.find(mapping, "copy").isEmpty();
    return new AzureResource(
        kind,
        type,
        id,
        name.last(),
        apiVersion(mapping).or(() -> around.flatMap(AzureResource::apiVersion)),
        true,
        certain,
        parent,
        mapping,
        where(mapping, kind.title(type, name.text()), path));
  }

  private ResourceId synthetic(String type, String name) {
    boolean computed = name.startsWith("[") && !scope.isEmpty();
    String place = document.file() + (computed ? "#" + scope : "");
    return new ResourceId(place + "/providers/" + type + "/" + name);
  }

  private static String parentType(String type) {
    return type.substring(0, type.lastIndexOf('/'));
  }

  /// A part whose name is an expression, with the parent whose name that expression starts with.
  private AzureResource withParent(AzureResource part) {
    if (part.parent().isPresent() || !isPart(part.type())) {
      return part;
    }
    TemplateName name = new TemplateName(part.name());
    return found.stream()
        .filter(other -> other.type().equalsIgnoreCase(parentType(part.type())))
        .filter(other -> name.isPartOf(other.name()))
        .findFirst()
        .map(other -> part.in(other.id()))
        .orElse(part);
  }

  /// A resource that the template does not deploy: switched off, or only referred to.
  private static boolean isLeftOut(Mapping mapping) {
    return isLiteral(mapping, "condition", "false") || isLiteral(mapping, "existing", "true");
  }

  private static boolean isLiteral(Mapping mapping, String key, String value) {
    return AzureProperties.find(mapping, key)
        .filter(node -> node instanceof Scalar scalar && scalar.text().equalsIgnoreCase(value))
        .isPresent();
  }

  /// Whether the value is there and not known.
  private static boolean isUnresolved(Mapping mapping, String key) {
    return AzureProperties.find(mapping, key)
        .filter(node -> node instanceof Clash || node instanceof Unresolved)
        .isPresent();
  }

  /// The template inside a nested deployment.
  private static Optional<Mapping> deployed(Mapping deployment) {
    return AzureProperties.find(deployment, "properties")
        .flatMap(node ->
            node instanceof Mapping properties
                ? AzureProperties.find(properties, "template")
                : Optional.empty())
        .flatMap(
            node -> node instanceof Mapping template ? Optional.of(template) : Optional.empty());
  }
}
