package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.List;

/// What one hop lets by, as a function of the other end: blocks of endpoints with one packet set
/// each, in an order in which the first block that holds an endpoint gives its answer, and one
/// packet set for all others. Immutable.
///
/// Blocks may overlap, so that a set which thousands of functions name, such as the namespaces of a
/// team, is shared by all of them and never copied to cut a few endpoints out of it. Two functions
/// that give the same answers may be written in several ways and need not be equal.
final class Decisions {
  /// Endpoints that get this answer, unless a block before it holds them.
  record Block(EndpointSet members, Bounds packets) {}

  private final List<Block> blocks;
  private final Bounds others;
  private final int hash;

  private Decisions(List<Block> blocks, Bounds others) {
    this.blocks = List.copyOf(blocks);
    this.others = others;
    this.hash = 31 * others.hashCode() + blocks.hashCode();
  }

  /// The blocks in their order.
  List<Block> blocks() {
    return blocks;
  }

  /// The blocks without the endpoints that a block before them holds; none of them is empty.
  List<Block> disjoint() {
    List<Block> out = new ArrayList<>(blocks.size());
    EndpointSet before = EndpointSet.EMPTY;
    for (Block block : blocks) {
      EndpointSet own = block.members.minus(before);
      if (!own.isEmpty()) {
        out.add(new Block(own, block.packets));
        before = before.or(own);
      }
    }
    return out;
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
    List<Block> out = new ArrayList<>();
    for (Block mine : blocks) {
      for (Block other : that.blocks) {
        EndpointSet both = mine.members.and(other.members);
        if (!both.isEmpty()) {
          out.add(new Block(both, mine.packets.either(other.packets)));
        }
      }
      out.add(new Block(mine.members, mine.packets.either(that.others)));
    }
    for (Block other : that.blocks) {
      out.add(new Block(other.members, others.either(other.packets)));
    }
    return joined(out, others.either(that.others));
  }

  /// The function with neighbours of one answer made one, and without blocks that change nothing.
  private static Decisions joined(List<Block> blocks, Bounds others) {
    List<Block> out = new ArrayList<>(blocks.size());
    for (Block block : blocks) {
      Block last = out.isEmpty() ? null : out.getLast();
      if (last != null
          && last.packets.equals(block.packets)
          && last.members.runs() + block.members.runs() <= EndpointSet.FEW_RUNS) {
        out.set(out.size() - 1, new Block(last.members.or(block.members), last.packets));
      } else {
        out.add(block);
      }
    }
    while (!out.isEmpty() && out.getLast().packets.equals(others)) {
      out.removeLast();
    }
    return new Decisions(out, others);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Decisions that
            && hash == that.hash
            && others.equals(that.others)
            && blocks.equals(that.blocks));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /// Folds rules into decisions, from the last rule of the last tier to the first rule of the
  /// first: what a rule leaves open is then already known, so a match that is only possible is
  /// exactly one of two known answers.
  ///
  /// Cost of a rule: an intersection of its peers with each cell that it changes, however many
  /// endpoints there are.
  static final class Fold {
    private final EndpointSet everybody;
    private List<Cell> cells = new ArrayList<>();
    private Cell rest;

    /// Endpoints, unless a cell before it holds them, with what comes of a packet that reaches the
    /// current rule, and what the next tier would say.
    private record Cell(EndpointSet members, Bounds current, Bounds next) {
      Cell with(EndpointSet others) {
        return new Cell(others, current, next);
      }

      Cell decided(Verdict verdict, Bounds match) {
        Bounds after = Fold.decided(verdict, match, this);
        return after.equals(current) ? this : new Cell(members, after, next);
      }
    }

    /// @param everybody the ids of all endpoints; after the last tier everything is allowed
    Fold(EndpointSet everybody) {
      this.everybody = everybody;
      this.rest = new Cell(everybody, Bounds.ALL, Bounds.ALL);
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
      for (Cell cell : cells) {
        Cell decided = cell.decided(verdict, match);
        if (!decided.equals(cell)) {
          EndpointSet hit = cell.members.and(peers);
          if (hit.equals(cell.members)) {
            out.add(decided);
            continue;
          }
          if (!isHidden(hit, out)) {
            out.add(decided.with(hit));
          }
        }
        out.add(cell);
      }
      Cell decided = rest.decided(verdict, match);
      if (!decided.equals(rest) && !isHidden(peers, out)) {
        out.add(decided.with(peers));
      }
      cells = out;
    }

    /// Whether one of the cells holds all of these.
    private static boolean isHidden(EndpointSet members, List<Cell> before) {
      for (Cell cell : before) {
        if (cell.members.containsAll(members)) {
          return true;
        }
      }
      return members.isEmpty();
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

    /// The result.
    Decisions done() {
      List<Block> blocks = new ArrayList<>(cells.size());
      cells.forEach(cell -> blocks.add(new Block(cell.members, cell.current)));
      return joined(blocks, rest.current);
    }
  }
}
