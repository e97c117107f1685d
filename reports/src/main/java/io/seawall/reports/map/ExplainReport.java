package io.seawall.reports.map;

import io.seawall.analysis.Explanations;
import io.seawall.analysis.Explanations.Explained;
import io.seawall.analysis.Explanations.Passage;
import io.seawall.model.Bounds;
import io.seawall.packets.PacketSet;
import io.seawall.practices.Situation;
import io.seawall.reach.Part.Role;
import io.seawall.reach.Part.Share;
import io.seawall.reach.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A map in which each connection, also one of which nothing passes, tells why.
///
/// @param exposure what stands behind it, if that is wanted, too
public record ExplainReport(MapReport map, Only only, Optional<ExposureReport> exposure) {
  /// Which packets are wanted.
  public enum Only {
    /// Those that pass.
    ALLOW,
    /// Those that do not, or of which that is not known.
    DENY,
    ALL
  }

  /// Something that takes one connection, with the name of its cluster.
  @FunctionalInterface
  interface Lines {
    void accept(String cluster, Explained one) throws IOException;
  }

  /// Hands out every connection in focus of which something is wanted; they are not held.
  void forEach(Lines lines) throws IOException {
    try {
      for (Situation cluster : map.clusters()) {
        String name = cluster.snapshot().name();
        new Explanations(cluster, map.policiesAlone())
            .forEach(one -> wanted(one).ifPresent(wanted -> accept(lines, name, wanted)));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void accept(Lines lines, String cluster, Explained one) {
    try {
      lines.accept(cluster, one);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The part of it that is wanted; empty if there is none.
  private Optional<Explained> wanted(Explained one) {
    if (!map.focus().shows(one.from(), one.to(), PacketSet.ALL)) {
      return Optional.empty();
    }
    PacketSet asked = map.focus().packets().orElse(PacketSet.ALL);
    List<Passage> passages = new ArrayList<>();
    for (Passage passage : one.passages()) {
      PacketSet packets = passage.packets().and(asked).and(kept(one, passage));
      if (!packets.isEmpty()) {
        passages.add(new Passage(packets, passage.egress(), passage.ingress()));
      }
    }
    List<Explanations.Gate> gates =
        only == Only.ALLOW
            ? List.of()
            : one.gates().stream().filter(gate -> !gate.packets().disjoint(asked)).toList();
    return passages.isEmpty() && gates.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Explained(
                one.from(),
                one.to(),
                one.packets().and(Bounds.exactly(asked)),
                passages,
                gates,
                one.leads()));
  }

  private PacketSet kept(Explained one, Passage passage) {
    boolean open = isOpen(passage.opinion());
    return switch (only) {
      case ALL -> PacketSet.ALL;
      case ALLOW -> open ? one.packets().sure() : PacketSet.EMPTY;
      case DENY -> open ? PacketSet.ALL.minus(one.packets().sure()) : PacketSet.ALL;
    };
  }

  static boolean isOpen(Reason.Opinion opinion) {
    return opinion == Reason.Opinion.ALLOW || opinion == Reason.Opinion.NO_OPINION;
  }

  /// `allowed`, `denied` or `not known`.
  static String word(Reason.Opinion opinion) {
    return switch (opinion) {
      case ALLOW, NO_OPINION -> "allowed";
      case DENY -> "denied";
      case UNKNOWN -> "not known";
    };
  }

  /// What a policy adds, such as `allows by spec.egress[0]`.
  static String text(Share share) {
    String rules =
        share.rules().stream()
            .map(rule ->
                rule.where().field() + (rule.name().isEmpty() ? "" : " (" + rule.name() + ")"))
            .collect(Collectors.joining(", "));
    String verb =
        switch (share.role()) {
          case ALLOWS -> "allows by " + rules;
          case DENIES -> "denies by " + rules;
          case PASSES -> "passes on by " + rules;
          case ISOLATES ->
              "selects it, and no rule allows this"
                  + (rules.isEmpty() ? "" : "; " + rules + " has the peer but other ports");
        };
    return (share.sure() ? "" : "possibly ") + verb;
  }

  /// Where the share is written: its rule, or the policy where that has none.
  static String place(Share share) {
    return share.role() == Role.ISOLATES
        ? share.policy().where().place()
        : share.rules().getFirst().where().place();
  }
}
