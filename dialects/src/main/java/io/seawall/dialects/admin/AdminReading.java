package io.seawall.dialects.admin;

import io.seawall.dialects.Dialect;
import io.seawall.dialects.Fields;
import io.seawall.dialects.Fields.Keys;
import io.seawall.dialects.admin.AdminPolicy.Kind;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.dialects.kubernetes.ObjectType;
import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.document.Document;
import io.seawall.model.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One reading of one input: takes the policies of administrators and leaves the rest.
final class AdminReading implements Dialect.Reading {
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<Policy> policies = new ArrayList<>();

  @Override
  public boolean accept(Document document) {
    Optional<ObjectType> type = ObjectType.of(document.root());
    Optional<Kind> kind = type.flatMap(Kind::of);
    if (type.isEmpty() || kind.isEmpty()) {
      return false;
    }
    List<Diagnostic> complaints = new ArrayList<>(0);
    Fields root =
        Fields.of(document.root(), ObjectMeta.place(document, type.get()), Keys.EXACT, complaints);
    ObjectMeta meta = ObjectMeta.read(document, type.get(), root);
    policies.addAll(AdminMeaning.of(new AdminReader(kind.get(), meta, root, complaints).read()));
    diagnostics.addAll(complaints);
    return true;
  }

  @Override
  public Parsed<Facts> close() {
    Facts.Kubernetes found = Facts.NONE.kubernetes().withPolicies(policies);
    return new Parsed<>(new Facts(found, Facts.NONE.azure()), diagnostics);
  }
}
