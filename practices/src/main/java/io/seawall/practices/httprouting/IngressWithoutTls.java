package io.seawall.practices.httprouting;

import io.seawall.model.cluster.Ingress;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import java.util.List;
import java.util.Optional;

/// Every Ingress has TLS of its own. One without is not refuted: TLS may end in front of it, or the
/// controller may have a certificate for all.
///
/// Source: Kubernetes documentation, "Ingress", TLS.
public final class IngressWithoutTls implements Check {
  private static final String REDIRECT = "nginx.ingress.kubernetes.io/ssl-redirect";

  @Override
  public Practice practice() {
    return Practice.HTTP_APPLICATION_ROUTING;
  }

  @Override
  public String code() {
    return "INGRESS_WITHOUT_TLS";
  }

  @Override
  public String claim() {
    return "every Ingress is served with TLS";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    return situation.snapshot().facts().kubernetes().ingresses().stream()
        .map(this::finding)
        .toList();
  }

  private Finding finding(Ingress ingress) {
    String subject = "Ingress " + ingress.namespace() + "/" + ingress.name();
    if (!ingress.tls()) {
      return unknown(ingress, subject, "has no spec.tls");
    }
    Optional<String> bare =
        ingress.hosts().stream().filter(host -> !isCovered(ingress, host)).findFirst();
    if (bare.isPresent()) {
      return unknown(ingress, subject, "spec.tls does not name host " + bare.get());
    }
    if ("false".equals(ingress.annotations().get(REDIRECT))) {
      return unknown(ingress, subject, "ssl-redirect is false: plain HTTP may be served, too");
    }
    return Finding.proved(this, Severity.MEDIUM, subject, "has TLS for every host")
        .at(ingress.where());
  }

  /// An entry without hosts stands for all of them.
  private static boolean isCovered(Ingress ingress, String host) {
    return ingress.tlsHosts().isEmpty()
        || ingress.tlsHosts().stream().anyMatch(named -> covers(named, host));
  }

  /// A wildcard stands for one label (RFC 6125, section 6.4.3).
  private static boolean covers(String named, String host) {
    if (!named.startsWith("*.")) {
      return named.equalsIgnoreCase(host);
    }
    int dot = host.indexOf('.');
    return dot > 0 && host.substring(dot).equalsIgnoreCase(named.substring(1));
  }

  private Finding unknown(Ingress ingress, String subject, String summary) {
    String host =
        ingress.hosts().stream().filter(name -> !name.startsWith("*")).findFirst().orElse("HOST");
    return Finding.unknown(
            this,
            Severity.MEDIUM,
            subject,
            summary,
            List.of(
                new Missing(
                    "whether TLS ends in front of it or at the controller",
                    "curl -sI http://" + host + "/: an answer other than a redirect is plain")))
        .at(ingress.where());
  }
}
