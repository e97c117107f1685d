package io.seawall.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Bounds;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Protocol;
import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The backward fold against rules that are read forwards, once for each possible world: whether a
/// rule matches is known, or is a question of its own.
class DecisionsTest {
  /// The last is named only by rules that name everybody.
  private static final int PEERS = 4;

  private static final List<PacketSet> PACKETS =
      List.of(PacketSet.to(Protocol.TCP, 22), PacketSet.of(Protocol.UDP));

  private enum Match {
    NO,
    MAYBE,
    YES
  }

  /// A rule with what is known of its match, for each peer and each packet.
  private record DrawnRule(Verdict verdict, List<Match> peers, List<Match> packets) {
    Match match(int peer, int packet) {
      Match one = peers.get(peer);
      Match other = packets.get(packet);
      return one.compareTo(other) < 0 ? one : other;
    }
  }

  private record DrawnTier(List<DrawnRule> rules) {}

  private static final Gen<Match> MATCH = Gen.pick(Match.NO, Match.YES, Match.MAYBE);

  private static final Gen<List<Match>> PEERS_MATCH =
      Gen.oneOf(
          MATCH
              .listOf(PEERS - 1, PEERS - 1)
              .map(some -> Stream.concat(some.stream(), Stream.of(Match.NO)).toList()),
          Gen.pick(Match.YES, Match.MAYBE).map(all -> Collections.nCopies(PEERS, all)));

  private static final Gen<DrawnRule> RULE =
      choices ->
          new DrawnRule(
              Gen.pick(Verdict.ALLOW, Verdict.DENY, Verdict.PASS).from(choices),
              PEERS_MATCH.from(choices),
              MATCH.listOf(PACKETS.size(), PACKETS.size()).from(choices));

  private static final Gen<List<DrawnTier>> TIERS =
      RULE.listOf(0, 4).map(DrawnTier::new).listOf(0, 3);

  @Test
  void the_fold_is_exact_over_every_world_of_independent_unknowns() {
    Property.cases(2000)
        .holds(
            TIERS,
            tiers -> {
              Decisions folded = folded(tiers);
              for (int peer = 0; peer < PEERS; peer++) {
                for (int packet = 0; packet < PACKETS.size(); packet++) {
                  Bounds found = folded.at(peer);
                  Worlds worlds = worlds(tiers, peer, packet);
                  assertThat(PACKETS.get(packet).implies(found.sure()))
                      .as("sure: peer %s, packet %s", peer, packet)
                      .isEqualTo(worlds.inAll);
                  assertThat(!PACKETS.get(packet).disjoint(found.possible()))
                      .as("possible: peer %s, packet %s", peer, packet)
                      .isEqualTo(worlds.inSome);
                }
              }
            });
  }

  @Test
  void packets_that_no_rule_speaks_of_pass() {
    Property.forAll(
        TIERS,
        tiers -> {
          PacketSet others = PacketSet.ALL.minus(PACKETS.get(0)).minus(PACKETS.get(1));
          for (int peer = 0; peer < PEERS; peer++) {
            assertThat(others.implies(folded(tiers).at(peer).sure())).isTrue();
          }
        });
  }

  @Test
  void disjoint_blocks_give_the_answers_of_the_function() {
    Property.cases(1000)
        .holds(
            TIERS,
            tiers -> {
              Decisions folded = folded(tiers);
              EndpointSet seen = EndpointSet.EMPTY;
              for (Decisions.Block block : folded.disjoint()) {
                assertThat(block.members().isEmpty()).isFalse();
                assertThat(seen.intersects(block.members())).isFalse();
                seen = seen.or(block.members());
                block.members().forEach(id -> assertThat(folded.at(id)).isEqualTo(block.packets()));
              }
              for (int peer = 0; peer <= PEERS; peer++) {
                if (!seen.contains(peer)) {
                  assertThat(folded.at(peer)).isEqualTo(folded.others());
                }
              }
            });
  }

  @Test
  void either_of_two_functions_gives_either_of_their_answers() {
    Property.cases(1000)
        .holds(
            TIERS,
            TIERS,
            (a, b) -> {
              Decisions one = folded(a);
              Decisions other = folded(b);
              for (int peer = 0; peer <= PEERS; peer++) {
                assertThat(one.either(other).at(peer))
                    .isEqualTo(one.at(peer).either(other.at(peer)));
              }
            });
  }

  @Test
  void equal_functions_give_the_same_answers() {
    Property.cases(1000)
        .holds(
            TIERS,
            TIERS,
            (a, b) -> {
              Decisions one = folded(a);
              Decisions other = folded(b);
              for (int peer = 0; peer <= PEERS; peer++) {
                if (one.equals(other)) {
                  assertThat(one.at(peer)).isEqualTo(other.at(peer));
                  assertThat(one).hasSameHashCodeAs(other);
                }
              }
              assertThat(folded(a)).isEqualTo(one);
            });
  }

  private static Decisions folded(List<DrawnTier> tiers) {
    Decisions.Fold fold = new Decisions.Fold(EndpointSet.range(0, PEERS));
    for (DrawnTier tier : tiers.reversed()) {
      fold.tier();
      for (DrawnRule rule : tier.rules.reversed()) {
        fold.rule(
            rule.verdict,
            new Selection(members(rule, Match.YES), members(rule, Match.MAYBE)),
            new Bounds(packets(rule, Match.YES), packets(rule, Match.MAYBE)));
      }
    }
    return fold.done();
  }

  private static EndpointSet members(DrawnRule rule, Match least) {
    EndpointSet.Builder members = new EndpointSet.Builder();
    for (int peer = 0; peer < PEERS; peer++) {
      if (rule.peers.get(peer).compareTo(least) >= 0) {
        members.add(peer);
      }
    }
    return members.done();
  }

  private static PacketSet packets(DrawnRule rule, Match least) {
    PacketSet packets = PacketSet.EMPTY;
    for (int i = 0; i < PACKETS.size(); i++) {
      if (rule.packets.get(i).compareTo(least) >= 0) {
        packets = packets.or(PACKETS.get(i));
      }
    }
    return packets;
  }

  private record Worlds(boolean inAll, boolean inSome) {}

  private static Worlds worlds(List<DrawnTier> tiers, int peer, int packet) {
    int questions = 0;
    for (DrawnTier tier : tiers) {
      for (DrawnRule rule : tier.rules) {
        questions += rule.match(peer, packet) == Match.MAYBE ? 1 : 0;
      }
    }
    boolean inAll = true;
    boolean inSome = false;
    for (int world = 0; world < 1 << questions; world++) {
      boolean passes = passes(tiers, peer, packet, world);
      inAll &= passes;
      inSome |= passes;
    }
    return new Worlds(inAll, inSome);
  }

  /// Reads the rules forwards; bit by bit the world answers the questions as they come up.
  private static boolean passes(List<DrawnTier> tiers, int peer, int packet, int world) {
    int question = 0;
    for (DrawnTier tier : tiers) {
      boolean decided = false;
      for (DrawnRule rule : tier.rules) {
        boolean matches =
            switch (rule.match(peer, packet)) {
              case NO -> false;
              case YES -> true;
              case MAYBE -> (world >> question++ & 1) == 1;
            };
        if (matches && !decided) {
          switch (rule.verdict) {
            case ALLOW -> {
              return true;
            }
            case DENY -> {
              return false;
            }
            case PASS -> decided = true;
          }
        }
      }
    }
    return true;
  }
}
