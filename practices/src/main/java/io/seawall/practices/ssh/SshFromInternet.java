package io.seawall.practices.ssh;

import io.seawall.packets.AddressSet;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Pool;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import io.seawall.reach.Space;
import java.util.ArrayList;
import java.util.List;

/// Nobody on the Internet can open TCP 22 of a node, the declared bastions excepted.
public final class SshFromInternet implements Check {
  @Override
  public Practice practice() {
    return Practice.NODE_SSH;
  }

  @Override
  public String code() {
    return "SSH_FROM_INTERNET";
  }

  @Override
  public String claim() {
    return "nobody on the Internet can open SSH on a node";
  }

  @Override
  public List<Finding> judge(Situation situation) {
    List<Finding> findings =
        new ArrayList<>(
            SshPools.of(situation).judge(this, Severity.CRITICAL, pool -> way(situation, pool)));
    findings.addAll(LoneGroups.fromInternet(situation, this, Severity.CRITICAL));
    return findings;
  }

  private static Way way(Situation situation, Pool pool) {
    AddressSet internet =
        Space.PUBLIC.minus(situation.config().bastions()).minus(SshFromVnet.network(pool));
    Missing settle =
        new Missing("which public addresses there are", "add the Azure side to the input");
    Way way =
        new OutsideWays(
                situation,
                pool,
                new OutsideWays.Sources(internet, internet, "the Internet", settle))
            .way();
    return way.state() == Way.State.MAYBE ? TagWay.of(situation, pool).orElse(way) : way;
  }
}
