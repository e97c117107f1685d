package io.seawall.templates.terraform;

import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Says which resources are left out that may hold something of what is judged.
final class Unread {
  private Unread() {}

  /// One note for each type of another provider that makes objects of Kubernetes.
  static List<Diagnostic> of(List<Instance> instances) {
    Map<String, Instance> firsts = new LinkedHashMap<>();
    for (Instance instance : instances) {
      boolean kubernetes =
          instance.type().startsWith("kubernetes_")
              || instance.type().startsWith("kubectl_")
              || instance.type().equals("helm_release");
      if (kubernetes && !instance.isData()) {
        firsts.putIfAbsent(instance.type(), instance);
      }
    }
    List<Diagnostic> out = new ArrayList<>();
    firsts.forEach((type, first) ->
        out.add(
            Diagnostic.note(
                "KNOWN_BY_NAME",
                new SourceRef(first.file(), first.line(), first.address(), ""),
                "resources of type " + type,
                "the objects of Kubernetes that they make",
                "what they say is left out; add what kubectl get prints")));
    return out;
  }
}
