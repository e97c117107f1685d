package io.seawall.cli;

import io.seawall.model.Diagnostic;
import io.seawall.model.Diagnostic.Severity;
import java.util.List;

/// What NP-Guard refuses a whole input for.
final class NpGuardRefusal {
  private static final List<String> ADMIN =
      List.of("AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy");

  private static final String CONFLICT = "NP_GUARD_REFUSES";

  private NpGuardRefusal() {}

  /// Whether NP-Guard would refuse the whole input: for text that cannot be read, for a policy
  /// whose rules cannot, and for objects that do not go together; names and workloads it takes as
  /// they are.
  static boolean isRefused(Diagnostic diagnostic) {
    String object = diagnostic.where().object();
    boolean rules =
        (object.startsWith("NetworkPolicy ") && diagnostic.where().field().startsWith("spec"))
            || ADMIN.stream().anyMatch(kind -> object.startsWith(kind + " "));
    return diagnostic.severity() == Severity.ERROR
        && (object.isEmpty() || rules || diagnostic.code().equals(CONFLICT));
  }
}
