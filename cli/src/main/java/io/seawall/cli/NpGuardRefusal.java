package io.seawall.cli;

import io.seawall.model.Diagnostic;
import io.seawall.model.Diagnostic.Severity;
import java.util.List;

/// What NP-Guard refuses a whole input for.
final class NpGuardRefusal {
  private static final List<String> ADMIN =
      List.of("AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy");

  private NpGuardRefusal() {}

  /// Whether NP-Guard would refuse the whole input: for text that cannot be read and for a policy
  /// whose rules cannot; names and workloads it takes as they are.
  static boolean isRefused(Diagnostic diagnostic) {
    String object = diagnostic.where().object();
    boolean rules =
        (object.startsWith("NetworkPolicy ") && diagnostic.where().field().startsWith("spec"))
            || ADMIN.stream().anyMatch(kind -> object.startsWith(kind + " "));
    return diagnostic.severity() == Severity.ERROR && (object.isEmpty() || rules);
  }
}
