package io.seawall.practices.apiserver;

import io.seawall.model.cloud.AksCluster;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
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
    return "who signs in to the API is known to the directory (noted only)";
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
    var disabled = aks.apiServer().localAccountsDisabled();
    String summary =
        disabled.is(true)
            ? "local accounts are off"
            : "local accounts are on: az aks get-credentials --admin needs no directory";
    return Finding.proved(this, Severity.NOTE, situation.clusterSubject(), summary)
        .at(disabled.where());
  }
}
