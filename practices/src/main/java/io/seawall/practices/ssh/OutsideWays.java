package io.seawall.practices.ssh;

import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Packet;
import io.seawall.practices.Amounts;
import io.seawall.practices.Cuts;
import io.seawall.practices.Doubts;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Pool;
import io.seawall.practices.Situation;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which addresses outside of the cluster can open TCP 22 of the nodes of a pool. The address space
/// is asked part by part, as the rules of Azure cut it.
final class OutsideWays {
  private final Situation situation;
  private final Pool pool;
  private final Sources sources;
  private final List<AddressRange> open = new ArrayList<>();
  private final List<AddressRange> doubted = new ArrayList<>();
  private Optional<Passage> firstOpen = Optional.empty();
  private Optional<Passage> firstDoubted = Optional.empty();

  /// Whom the question is about.
  ///
  /// @param sure addresses that somebody there has for sure
  /// @param possible addresses that somebody there may have
  /// @param noun who they are, such as `the Internet`
  /// @param settle what would tell which addresses they have
  record Sources(AddressSet sure, AddressSet possible, String noun, Missing settle) {}

  private record Passage(AddressRange from, Path path, Packet packet) {}

  OutsideWays(Situation situation, Pool pool, Sources sources) {
    this.situation = situation;
    this.pool = pool;
    this.sources = sources;
    Cuts cuts = Cuts.of(situation.snapshot());
    cuts.at(sources.sure);
    for (Endpoint.Nodes nodes : pool.endpoints()) {
      AddressSet family = nodes.v6() ? AddressSet.ALL_V6 : AddressSet.ALL_V4;
      cuts.at(nodes.addresses());
      cuts.parts(sources.possible.and(family)).forEach(part -> look(part, nodes));
    }
  }

  private void look(AddressRange part, Endpoint.Nodes nodes) {
    boolean there = sources.sure.contains(part.first());
    boolean possible = false;
    for (Path path : situation.reach().paths(part, nodes)) {
      Optional<Packet> sure = path.packets().sure().and(PodWays.SSH).witness();
      if (sure.isPresent() && there) {
        firstOpen = firstOpen.or(() -> Optional.of(new Passage(part, path, sure.get())));
        open.add(part);
        return;
      }
      Optional<Packet> maybe = path.packets().possible().and(PodWays.SSH).witness();
      if (maybe.isPresent()) {
        firstDoubted = firstDoubted.or(() -> Optional.of(new Passage(part, path, maybe.get())));
        possible = true;
      }
    }
    if (possible) {
      doubted.add(part);
    }
  }

  Way way() {
    if (firstOpen.isPresent()) {
      AddressSet all = AddressSet.of(open);
      return Way.open(
          Amounts.addresses(all, "") + " of " + sources.noun + " can open TCP 22",
          witness(firstOpen.get()),
          steps(firstOpen.get()),
          List.of());
    }
    if (firstDoubted.isPresent()) {
      List<Step> steps = steps(firstDoubted.get());
      boolean pathKnown = steps.stream().noneMatch(step -> step.verdict().equals("unknown"));
      return Way.maybe(
          sources.noun + " may open TCP 22",
          Optional.of(witness(firstDoubted.get())),
          steps,
          pathKnown ? List.of(sources.settle) : Doubts.of(situation, steps));
    }
    return Way.closed("closed to " + sources.noun, List.of());
  }

  private Witness witness(Passage passage) {
    return new Witness(passage.from.first().toString(), pool.asked(), passage.packet.toString());
  }

  private List<Step> steps(Passage passage) {
    return situation.way(passage.path, passage.packet);
  }
}
