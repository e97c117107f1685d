package io.seawall.practices.apiserver;

import io.seawall.model.cluster.Workload;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Region;
import java.util.List;

/// Notes how many workloads can open the API from inside: `kubernetes.default` leads to the API
/// server's address, and what a policy lets out there it lets through to the API. It refutes
/// nothing by itself.
///
/// Where the Endpoints of `kubernetes.default` are not in the input, the API server has some public
/// address, or some private one in a private cluster and with API Server VNet Integration.
///
/// Source: Microsoft Learn, "API Server VNet Integration": the cluster's own traffic stays inside.
public final class ApiFromPods implements Check {
  private static final PacketSet HTTPS = PacketSet.to(Protocol.TCP, 443);

  @Override
  public Practice practice() {
    return Practice.API_SERVER;
  }

  @Override
  public String code() {
    return "API_FROM_PODS";
  }

  @Override
  public String claim() {
    return "which pods can open the API is known (noted only)";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    List<Workload> own = situation.ownWorkloads();
    if (situation.snapshot().aks().isEmpty() || own.isEmpty()) {
      return List.of();
    }
    AddressSet target = target(situation);
    long sure = 0;
    long possible = 0;
    for (Workload workload : own) {
      Answer best = Answer.NO;
      for (Endpoint endpoint : situation.reach().universe().of(workload.id())) {
        Answer answer = answer(situation, endpoint, target);
        best = answer.compareTo(best) > 0 ? answer : best;
      }
      sure += best == Answer.ALL ? 1 : 0;
      possible += best == Answer.SOME ? 1 : 0;
    }
    String summary =
        sure
            + " of "
            + own.size()
            + " workloads can open kubernetes.default (TCP 443)"
            + (possible > 0 ? "; " + possible + " more may" : "");
    return List.of(
        Finding.proved(this, Severity.NOTE, situation.clusterSubject(), summary)
            .assuming(List.of(situation.allPods())));
  }

  private enum Answer {
    NO,
    SOME,
    ALL
  }

  private static Answer answer(Situation situation, Endpoint from, AddressSet target) {
    AddressSet family = from.v6() ? AddressSet.ALL_V6 : AddressSet.ALL_V4;
    AddressSet wanted = target.and(family);
    AddressSet sure = AddressSet.EMPTY;
    boolean some = false;
    for (Region region : situation.reach().leaving(from, wanted)) {
      some |= !region.packets().possible().disjoint(HTTPS);
      if (!region.packets().sure().disjoint(HTTPS)) {
        sure = sure.or(region.addresses());
      }
    }
    if (!wanted.isEmpty() && wanted.implies(sure)) {
      return Answer.ALL;
    }
    return some ? Answer.SOME : Answer.NO;
  }

  private static AddressSet target(Situation situation) {
    return AddressSet.of(
        situation.reach().apiServers().stream()
            .flatMap(api -> api.at().stream())
            .map(Endpoint.Outside::addresses)
            .toList());
  }
}
