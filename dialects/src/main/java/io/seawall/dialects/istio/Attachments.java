package io.seawall.dialects.istio;

import io.seawall.dialects.Fields;
import io.seawall.dialects.istio.IstioObject.Attachment;
import io.seawall.dialects.istio.IstioObject.Target;
import io.seawall.dialects.kubernetes.TextMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads whom an object speaks of.
///
/// Source: Istio documentation, "Workload Selector" and "PolicyTargetReference".
final class Attachments {
  private Attachments() {}

  /// @param selector the field that holds the selector
  /// @param labels the field that holds its labels
  static Attachment read(Fields spec, String selector, String labels) {
    Optional<Map<String, String>> selected =
        spec.has(selector)
            ? Optional.of(
                spec.child(selector)
                    .map(fields -> {
                      Map<String, String> found = TextMap.read(fields, labels);
                      fields.close();
                      return found;
                    })
                    .orElse(Map.of()))
            : Optional.empty();
    List<Target> targets = new ArrayList<>();
    spec.child("targetRef").ifPresent(one -> targets.add(target(one)));
    spec.children("targetRefs").forEach(one -> targets.add(target(one)));
    return new Attachment(selected, targets);
  }

  private static Target target(Fields fields) {
    Target target =
        new Target(
            fields.text("group").orElse(""),
            fields.text("kind").orElse(""),
            fields.text("name").orElse(""));
    fields.ignore("namespace");
    fields.close();
    return target;
  }
}
