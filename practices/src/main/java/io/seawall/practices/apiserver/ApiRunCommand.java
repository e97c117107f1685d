package io.seawall.practices.apiserver;

import io.seawall.model.Fact;
import io.seawall.model.SourceRef;
import io.seawall.model.cloud.AksCluster;
import io.seawall.model.cloud.AksProperty;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import java.util.List;
import java.util.Optional;

/// Run command is off: with it, whoever holds the Azure right has a pod in the cluster call the
/// API, past private endpoint and ranges. Left at its default it is on just as where it is written.
///
/// Source: Microsoft Learn, "Access a private AKS cluster using the command invoke or Run command
/// feature"; `apiServerAccessProfile.disableRunCommand`, false by default.
public final class ApiRunCommand implements Check {
  @Override
  public Practice practice() {
    return Practice.API_SERVER;
  }

  @Override
  public String code() {
    return "API_RUN_COMMAND";
  }

  @Override
  public String claim() {
    return "the API cannot be called past its network boundary by run command";
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
    String subject = situation.clusterSubject();
    Fact<Boolean> disabled = aks.apiServer().runCommandDisabled();
    return switch (AksProperty.DISABLE_RUN_COMMAND.standing(disabled, aks.apiVersion())) {
      case WRITTEN ->
          disabled.is(true)
              ? Finding.proved(this, Severity.LOW, subject, "disableRunCommand is true")
                  .at(disabled.where())
              : on(subject, "disableRunCommand is false", disabled.where());
      case LEFT_AT_DEFAULT ->
          on(subject, "disableRunCommand is left at its default, false", disabled.where());
      case UNRESOLVED ->
          unknown(situation, "disableRunCommand depends on an expression", disabled.where());
      case NOT_SHOWN ->
          unknown(situation, "disableRunCommand is not in this answer", disabled.where());
    };
  }

  private Finding unknown(Situation situation, String fact, SourceRef where) {
    return Finding.unknown(
            this,
            Severity.LOW,
            situation.clusterSubject(),
            "whether run command is off is not known",
            List.of(new Missing(fact, situation.showCluster())))
        .at(where);
  }

  private Finding on(String subject, String because, SourceRef where) {
    return Finding.refuted(
            this,
            Severity.LOW,
            subject,
            because + ": an Azure role is a way past the network boundary")
        .shown(
            new Witness("az aks command invoke", "apiserver", "tcp/443"),
            List.of(
                new Step(
                    "Azure Resource Manager",
                    "allow",
                    subject,
                    "disableRunCommand",
                    Optional.of(where),
                    "runs a command in a pod of the cluster")))
        .at(where);
  }
}
