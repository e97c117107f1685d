package io.seawall.practices.metadata;

import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Practice;
import io.seawall.practices.Situation;
import io.seawall.reach.Space;
import java.util.List;

/// No pod can open 168.63.129.16 on TCP 80 or 32526, where the node's goal state and extension
/// settings are served. DNS on port 53 of the same address is not meant.
///
/// Source: Microsoft Learn, "What is IP address 168.63.129.16?".
public final class WireServerFromPod implements Check {
  private static final PacketSet AGENT =
      PacketSet.of(Protocol.TCP, Ports.of(80).or(Ports.of(32_526)), Ports.ALL);

  @Override
  public Practice practice() {
    return Practice.INSTANCE_METADATA;
  }

  @Override
  public String code() {
    return "WIRESERVER_FROM_POD";
  }

  @Override
  public String claim() {
    return "no pod can open WireServer (168.63.129.16, TCP 80 and 32526)";
  }

  @Override
  public boolean judgesPolicies() {
    return true;
  }

  @Override
  public List<Finding> judge(Situation situation) {
    return new PlatformAddress(this, Space.WIRESERVER, AGENT, Finding.Severity.HIGH)
        .judge(situation);
  }
}
