package io.seawall.reach;

import io.seawall.model.Bounds;
import io.seawall.model.policy.Verdict;
import io.seawall.packets.PacketSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/// What one hop lets by, as a function of the other end: disjoint blocks of endpoints with one
/// packet set each; nothing for endpoints in no block. Immutable.
final class Decisions {
  /// Endpoints that get the same answer.
  record Block(RoaringBitmap members, Bounds packets) {}

  private final List<Block> blocks;

  private Decisions(List<Block> blocks) {
    this.blocks = blocks;
  }

  List<Block> blocks() {
    return blocks;
  }

  /// The packets that pass between the subject and this endpoint. Cost: one look-up per block.
  Bounds at(int endpoint) {
    for (Block block : blocks) {
      if (block.members.contains(endpoint)) {
        return block.packets;
      }
    }
    return Bounds.NONE;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Decisions that && blocks.equals(that.blocks);
  }

  @Override
  public int hashCode() {
    return blocks.hashCode();
  }

  /// Folds rules into decisions, from the last rule of the last tier to the first rule of the
  /// first: what a rule leaves open is then already known, so a match that is only possible is
  /// exactly one of two known answers.
  static final class Fold {
    private List<Cell> cells = new ArrayList<>();

    /// Endpoints with what comes of a packet that reaches the current rule, and what the next tier
    /// would say.
    private record Cell(RoaringBitmap members, Bounds current, Bounds next) {}

    /// @param everybody the ids of all endpoints; after the last tier everything is allowed
    Fold(RoaringBitmap everybody) {
      cells.add(new Cell(everybody, Bounds.ALL, Bounds.ALL));
    }

    /// Puts an earlier tier in front of what was folded so far.
    void tier() {
      cells.replaceAll(cell -> new Cell(cell.members, cell.current, cell.current));
    }

    /// Puts an earlier rule in front.
    ///
    /// @param match the packets that the rule speaks of
    void rule(Verdict verdict, Selection peers, Bounds match) {
      List<Cell> out = new ArrayList<>(cells.size() + 2);
      for (Cell cell : cells) {
        RoaringBitmap hit = RoaringBitmap.and(cell.members, peers.possible());
        if (hit.isEmpty()) {
          out.add(cell);
          continue;
        }
        RoaringBitmap rest = RoaringBitmap.andNot(cell.members, peers.possible());
        if (!rest.isEmpty()) {
          out.add(new Cell(rest, cell.current, cell.next));
        }
        if (peers.isExact()) {
          out.add(new Cell(hit, decided(verdict, match, cell), cell.next));
          continue;
        }
        RoaringBitmap sure = RoaringBitmap.and(hit, peers.sure());
        hit.andNot(peers.sure());
        if (!sure.isEmpty()) {
          out.add(new Cell(sure, decided(verdict, match, cell), cell.next));
        }
        if (!hit.isEmpty()) {
          Bounds doubted = new Bounds(PacketSet.EMPTY, match.possible());
          out.add(new Cell(hit, decided(verdict, doubted, cell), cell.next));
        }
      }
      cells = out;
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

    /// The result: blocks with the same packets made one, in a canonical order.
    Decisions done() {
      Map<Bounds, RoaringBitmap> byPackets = new LinkedHashMap<>();
      for (Cell cell : cells) {
        if (!cell.current.equals(Bounds.NONE)) {
          byPackets.merge(cell.current, cell.members, (a, b) -> RoaringBitmap.or(a, b));
        }
      }
      List<Block> blocks = new ArrayList<>(byPackets.size());
      byPackets.forEach((packets, members) -> {
        RoaringBitmap own = members.clone();
        own.runOptimize();
        blocks.add(new Block(own, packets));
      });
      blocks.sort((a, b) -> Integer.compare(a.members.first(), b.members.first()));
      return new Decisions(List.copyOf(blocks));
    }
  }
}
