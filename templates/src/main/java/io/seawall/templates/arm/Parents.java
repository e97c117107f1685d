package io.seawall.templates.arm;

import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Parts that stand beside their resource under a name that is not wholly known. One whose resource
/// the template makes under the same expression is a part of that one. Any other may be a part of
/// every resource, so its id must not name one.
final class Parents {
  private static final String PROVIDERS = "/providers/";

  private Parents() {}

  /// The same resources, where the ids of such parts name no parent.
  static List<Mapping> of(List<Mapping> resources) {
    Set<String> made = new HashSet<>();
    resources.forEach(resource -> made.add(lower(resource.text("id").orElse(""))));
    return resources.stream().map(resource -> withoutParent(resource, made)).toList();
  }

  private static Mapping withoutParent(Mapping resource, Set<String> made) {
    String type = resource.text("type").orElse("");
    String id = resource.text("id").orElse("");
    int start = id.lastIndexOf(PROVIDERS + type.substring(0, type.indexOf('/') + 1));
    boolean part = type.indexOf('/') != type.lastIndexOf('/');
    if (!part || start < 0) {
      return resource;
    }
    String parent = withoutLast(withoutLast(id));
    if (parent.indexOf('[', start) < 0 || made.contains(lower(parent))) {
      return resource;
    }
    String names = id.substring(start + PROVIDERS.length()).replace("/", "%2F");
    String open = id.substring(0, start) + PROVIDERS + type + "/" + names;
    return new Mapping(
        resource.line(),
        resource.entries().stream()
            .map(entry -> entry.key().equals("id") ? with(entry, open) : entry)
            .toList());
  }

  private static Entry with(Entry entry, String text) {
    return new Entry(entry.key(), entry.line(), new Scalar(entry.line(), ScalarKind.STRING, text));
  }

  private static String withoutLast(String id) {
    return id.substring(0, Math.max(0, id.lastIndexOf('/')));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
