package io.seawall.practices;

import io.seawall.practices.apiserver.ApiFromPods;
import io.seawall.practices.apiserver.ApiLocalAccounts;
import io.seawall.practices.apiserver.ApiPublic;
import io.seawall.practices.apiserver.ApiRanges;
import io.seawall.practices.apiserver.ApiRunCommand;
import io.seawall.practices.apiserver.ApiSelfEgress;
import io.seawall.practices.egress.EgressEngine;
import io.seawall.practices.egress.EgressFromNodes;
import io.seawall.practices.egress.EgressFromPod;
import io.seawall.practices.egress.EgressRequired;
import io.seawall.practices.httprouting.HttpRoutingAddon;
import io.seawall.practices.httprouting.HttpRoutingLeftover;
import io.seawall.practices.httprouting.IngressNginx;
import io.seawall.practices.httprouting.IngressWithoutTls;
import io.seawall.practices.httprouting.PublicService;
import io.seawall.practices.mesh.MeshAbsent;
import io.seawall.practices.mesh.MeshAnybody;
import io.seawall.practices.mesh.MeshBypass;
import io.seawall.practices.mesh.MeshGateway;
import io.seawall.practices.mesh.MeshNoDefaultDeny;
import io.seawall.practices.mesh.MeshPlainText;
import io.seawall.practices.mesh.MeshUnjudged;
import io.seawall.practices.metadata.ImdsFromPod;
import io.seawall.practices.metadata.WireServerFromPod;
import io.seawall.practices.ssh.SshFromHostNetwork;
import io.seawall.practices.ssh.SshFromInternet;
import io.seawall.practices.ssh.SshFromPods;
import io.seawall.practices.ssh.SshFromVnet;
import io.seawall.practices.ssh.SshThroughService;
import java.util.List;

/// The list of checks.
public final class Checks {
  /// Every check, in the order that reports list them.
  public static final List<Check> ALL =
      List.of(
          new SshFromPods(),
          new SshFromHostNetwork(),
          new SshFromVnet(),
          new SshFromInternet(),
          new SshThroughService(),
          new ApiPublic(),
          new ApiRanges(),
          new ApiSelfEgress(),
          new ApiRunCommand(),
          new ApiLocalAccounts(),
          new ApiFromPods(),
          new ImdsFromPod(),
          new WireServerFromPod(),
          new EgressFromPod(),
          new EgressFromNodes(),
          new EgressEngine(),
          new EgressRequired(),
          new HttpRoutingAddon(),
          new HttpRoutingLeftover(),
          new PublicService(),
          new IngressWithoutTls(),
          new IngressNginx(),
          new MeshAbsent(),
          new MeshBypass(),
          new MeshPlainText(),
          new MeshNoDefaultDeny(),
          new MeshAnybody(),
          new MeshGateway(),
          new MeshUnjudged());

  private Checks() {}
}
