package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one hop lets by, as a function of the other end: disjoint blocks of endpoints with one
/// packet set each, and one packet set for all others. Immutable.
///
/// Two functions may give the same answers and not be equal, where one lists in blocks what the
/// other leaves to the rest.
final class Decisions {
  /// Endpoints that get the same answer.
  record Block(EndpointSet members, Bounds packets) {}

  private final List<Block> blocks;
  private final Bounds others;

  private Decisions(List<Block> blocks, Bounds others) {
    this.blocks = blocks;
    this.others = others;
  }

  /// Blocks with packets other than those of [#others], in the order of their first members.
  List<Block> blocks() {
    return blocks;
  }

  /// The answer for every endpoint in no block.
  Bounds others() {
    return others;
  }

  /// The packets that pass between the subject and this endpoint. Cost: one look-up per block.
  Bounds at(int endpoint) {
    for (Block block : blocks) {
      if (block.members.contains(endpoint)) {
        return block.packets;
      }
    }
    return others;
  }

  /// One of the two functions, and it is not known which.
  Decisions either(Decisions that) {
    if (equals(that)) {
      return this;
    }
    Fold fold = new Fold(EndpointSet.EMPTY, others.either(that.others));
    for (Block mine : blocks) {
      for (Block other : that.blocks) {
        EndpointSet both = mine.members.and(other.members);
        fold.add(both, mine.packets.either(other.packets));
      }
      fold.add(that.othersAmong(mine.members), mine.packets.either(that.others));
    }
    for (Block other : that.blocks) {
      fold.add(othersAmong(other.members), others.either(other.packets));
    }
    return fold.done();
  }

  /// Those of the endpoints that are in no block.
  private EndpointSet othersAmong(EndpointSet members) {
    EndpointSet left = members;
    for (Block block : blocks) {
      left = left.minus(block.members);
    }
    return left;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Decisions that
        && others.equals(that.others)
        && blocks.equals(that.blocks);
  }

  @Override
  public int hashCode() {
    return 31 * others.hashCode() + blocks.hashCode();
  }

  /// Folds rules into decisions, from the last rule of the last tier to the first rule of the
  /// first: what a rule leaves open is then already known, so a match that is only possible is
  /// exactly one of two known answers.
  ///
  /// Endpoints that no rule has named stay together and are never listed, so the cost of a rule is
  /// that of its own peers and the cells they meet, however many endpoints there are.
  static final class Fold {
    private final EndpointSet everybody;
    private List<Cell> cells = new ArrayList<>();
    private Cell rest;

    /// Endpoints with what comes of a packet that reaches the current rule, and what the next tier
    /// would say.
    private record Cell(EndpointSet members, Bounds current, Bounds next) {
      Cell with(EndpointSet others) {
        return new Cell(others, current, next);
      }

      Cell decided(Verdict verdict, Bounds match) {
        return new Cell(members, Fold.decided(verdict, match, this), next);
      }
    }

    /// @param everybody the ids of all endpoints; after the last tier everything is allowed
    Fold(EndpointSet everybody) {
      this(everybody, Bounds.ALL);
    }

    private Fold(EndpointSet everybody, Bounds others) {
      this.everybody = everybody;
      this.rest = new Cell(everybody, others, others);
    }

    /// Puts an earlier tier in front of what was folded so far.
    void tier() {
      cells.replaceAll(Fold::entered);
      rest = entered(rest);
    }

    private static Cell entered(Cell cell) {
      return new Cell(cell.members, cell.current, cell.current);
    }

    /// Puts an earlier rule in front.
    ///
    /// @param match the packets that the rule speaks of
    void rule(Verdict verdict, Selection peers, Bounds match) {
      if (peers.isExact()) {
        rule(verdict, peers.sure(), match);
        return;
      }
      Bounds doubted = new Bounds(PacketSet.EMPTY, match.possible());
      if (peers.sure().isEmpty()) {
        rule(verdict, peers.possible(), doubted);
      } else {
        rule(verdict, peers.possible().minus(peers.sure()), doubted);
        rule(verdict, peers.sure(), match);
      }
    }

    private void rule(Verdict verdict, EndpointSet peers, Bounds match) {
      if (peers.equals(everybody)) {
        cells.replaceAll(cell -> cell.decided(verdict, match));
        rest = rest.decided(verdict, match);
        return;
      }
      List<Cell> out = new ArrayList<>(cells.size() + 2);
      EndpointSet left = peers;
      for (Cell cell : cells) {
        if (!cell.members.intersects(left)) {
          out.add(cell);
          continue;
        }
        EndpointSet missed = cell.members.minus(left);
        if (!missed.isEmpty()) {
          out.add(cell.with(missed));
        }
        EndpointSet hit = missed.isEmpty() ? cell.members : cell.members.and(left);
        out.add(cell.with(hit).decided(verdict, match));
        left = left.minus(hit);
      }
      cells = out;
      if (!left.isEmpty()) {
        cells.add(rest.with(left).decided(verdict, match));
      }
    }

    /// Puts in endpoints that no cell holds, with what comes of their packets.
    private void add(EndpointSet members, Bounds packets) {
      if (!members.isEmpty()) {
        cells.add(new Cell(members, packets, packets));
      }
    }

    /// What comes of a packet at a rule: the rule's verdict if it matches for sure, either if it
    /// possibly matches.
    private static Bounds decided(Verdict verdict, Bounds match, Cell cell) {
      Bounds now = cell.current;
      return switch (verdict) {
        case ALLOW -> now.or(match);
        case DENY -> now.minus(match);
        case PASS -> {
          PacketSet doubted = match.possible().minus(match.sure());
          PacketSet sure =
              match
                  .sure()
                  .and(cell.next.sure())
                  .or(doubted.and(cell.next.sure()).and(now.sure()))
                  .or(now.sure().minus(match.possible()));
          PacketSet possible =
              match.possible().and(cell.next.possible()).or(now.possible().minus(match.sure()));
          yield new Bounds(sure, possible);
        }
      };
    }

    /// The result: cells with the same packets made one.
    Decisions done() {
      Map<Bounds, EndpointSet> byPackets = new LinkedHashMap<>();
      for (Cell cell : cells) {
        if (!cell.current.equals(rest.current)) {
          byPackets.merge(cell.current, cell.members, EndpointSet::or);
        }
      }
      List<Block> blocks = new ArrayList<>(byPackets.size());
      byPackets.forEach((packets, members) -> blocks.add(new Block(members, packets)));
      blocks.sort((a, b) -> Integer.compare(a.members.first(), b.members.first()));
      return new Decisions(List.copyOf(blocks), rest.current);
    }
  }
}
