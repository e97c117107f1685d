package io.seawall.practices.metadata;

import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import io.seawall.reach.Space;
import java.util.List;

/// No pod can open 169.254.169.254 on TCP 80, where the node's identities can be had for the
/// asking.
///
/// Source: Microsoft Learn, "Azure Instance Metadata Service": plain HTTP on port 80.
public final class ImdsFromPod implements Check {
  private static final PacketSet HTTP = PacketSet.to(Protocol.TCP, 80);

  @Override
  public Practice practice() {
    return Practice.INSTANCE_METADATA;
  }

  @Override
  public String code() {
    return "IMDS_FROM_POD";
  }

  @Override
  public String claim() {
    return "no pod can open the instance metadata service (169.254.169.254, TCP 80)";
  }

  @Override
  public boolean judgesPolicies() {
    return true;
  }

  @Override
  public List<Finding> judge(Situation situation) {
    return new PlatformAddress(this, Space.IMDS, HTTP, Finding.Severity.HIGH).judge(situation);
  }
}
