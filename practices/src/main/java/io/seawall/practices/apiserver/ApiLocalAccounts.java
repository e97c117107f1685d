package io.seawall.practices.apiserver;

import io.seawall.model.Fact;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.AksProperty;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import java.util.List;

/// Notes where local accounts are on: whoever is let through to the API may sign in with a
/// certificate that no directory knows. It opens no connection and so refutes nothing.
///
/// Source: Microsoft Learn, "Manage local accounts with AKS-managed Microsoft Entra integration";
/// `disableLocalAccounts`, false by default.
public final class ApiLocalAccounts implements Check {
  @Override
  public Practice practice() {
    return Practice.API_SERVER;
  }

  @Override
  public String code() {
    return "API_LOCAL_ACCOUNTS";
  }

  @Override
  public String claim() {
    return "whether local accounts can sign in to the API is known (noted only)";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    return situation
        .snapshot()
        .aks()
        .map(aks -> List.of(finding(situation, aks)))
        .orElse(List.of());
  }

  private Finding finding(Situation situation, AksCluster aks) {
    Fact<Boolean> disabled = aks.apiServer().localAccountsDisabled();
    return switch (AksProperty.DISABLE_LOCAL_ACCOUNTS.standing(disabled, aks.apiVersion())) {
      case WRITTEN, LEFT_AT_DEFAULT -> known(situation, disabled);
      case UNRESOLVED ->
          unknown(situation, "disableLocalAccounts depends on an expression", disabled);
      case NOT_SHOWN -> unknown(situation, "disableLocalAccounts is not in this answer", disabled);
    };
  }

  private Finding known(Situation situation, Fact<Boolean> disabled) {
    String summary =
        disabled.is(true)
            ? "local accounts are off"
            : "local accounts are on: az aks get-credentials --admin needs no directory";
    return Finding.proved(this, Severity.NOTE, situation.clusterSubject(), summary)
        .at(disabled.where());
  }

  private Finding unknown(Situation situation, String fact, Fact<Boolean> disabled) {
    return Finding.unknown(
            this,
            Severity.NOTE,
            situation.clusterSubject(),
            "whether local accounts are on is not known",
            List.of(new Missing(fact, situation.showCluster())))
        .at(disabled.where());
  }
}
