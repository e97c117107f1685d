package io.seawall.cli;

import io.seawall.packets.Address;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Ports;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The facts of an explanation in the layout of NP-Guard: for packets between two ends, which
/// policies and rules had a share in allowing or denying them.
record NpGuardExplanation(List<Said> all) {
  private static final String EXPOSURE = "Exposure Analysis Result";
  private static final String BY_DEFAULT = "# All Connections due to the system default";
  private static final Pattern PAIR = Pattern.compile("Connections between (.*) => (.*):");
  private static final Pattern OPEN = Pattern.compile("(.*) => (.*)");
  private static final Pattern PART =
      Pattern.compile("\t(Allowed|Denied|Undecided) (.*) due to .*");
  private static final Pattern DIRECTION = Pattern.compile("\t\t(Egress|Ingress) \\((\\w+)\\).*");
  private static final Pattern POLICY =
      Pattern.compile("\t\t\t\t?(?:- )?(\\w+ '[^']*') (allows|denies|passes|selects)(.*)");
  private static final Pattern RULE = Pattern.compile(".*(?:by|and) \\w+ rule (\\S+).*");
  private static final Pattern PACKETS =
      Pattern.compile("(TCP|UDP|SCTP)(?::\\[([0-9,-]*)])?(?:, )?");

  /// One end: a name, or a range of addresses.
  record End(String name, Optional<AddressRange> addresses) {
    static End parse(String text) {
      String plain = text.replace("[External]", "");
      String[] ends = plain.split("-", 2);
      return ends.length == 2 && Address.parse(ends[0]).isPresent()
          ? new End(
              "",
              Optional.of(
                  new AddressRange(
                      Address.parse(ends[0]).orElseThrow(), Address.parse(ends[1]).orElseThrow())))
          : new End(plain, Optional.empty());
    }

    private boolean holds(End point) {
      boolean both = addresses.isPresent() && point.addresses.isPresent();
      return both
          ? AddressSet.of(List.of(addresses.get())).contains(point.addresses.get().first())
          : name.equals(point.name) && (addresses.isEmpty() == point.addresses.isEmpty());
    }

    /// Points by which ends can be told apart.
    private List<End> points() {
      return addresses
          .map(range ->
              List.of(
                  new End("", Optional.of(new AddressRange(range.first(), range.first()))),
                  new End("", Optional.of(new AddressRange(range.last(), range.last())))))
          .orElse(List.of(this));
    }
  }

  /// What is said of some packets of one protocol.
  record Said(End from, End to, String protocol, Ports ports, Set<String> facts) {}

  static NpGuardExplanation parse(String text) {
    List<Said> all = new ArrayList<>();
    End from = End.parse("");
    End to = End.parse("");
    Set<String> facts = new TreeSet<>();
    String direction = "";
    boolean open = false;
    for (String line : text.split(EXPOSURE, 2)[0].lines().toList()) {
      open |= line.startsWith(BY_DEFAULT);
      Matcher pair = (open ? OPEN : PAIR).matcher(line);
      Matcher part = PART.matcher(line);
      Matcher way = DIRECTION.matcher(line);
      Matcher policy = POLICY.matcher(line);
      if (pair.matches()) {
        from = End.parse(pair.group(1));
        to = End.parse(pair.group(2));
        if (open) {
          add(from, to, "TCP, UDP, SCTP", Set.of("Allowed"), all);
        }
      } else if (part.matches()) {
        facts = new TreeSet<>(Set.of(part.group(1)));
        add(from, to, part.group(2), facts, all);
      } else if (way.matches()) {
        direction = way.group(1);
        facts.add(direction + " " + way.group(2));
      } else if (policy.matches()) {
        Matcher rule = RULE.matcher(policy.group(3));
        String through = policy.group(3).contains("through service") ? " through" : "";
        String by = rule.matches() ? " " + rule.group(1) : through;
        facts.add(direction + " " + policy.group(1) + " " + policy.group(2) + by);
      }
    }
    return new NpGuardExplanation(all);
  }

  private static void add(End from, End to, String packets, Set<String> facts, List<Said> all) {
    Matcher protocols = PACKETS.matcher(packets);
    while (protocols.find()) {
      String numbers = Optional.ofNullable(protocols.group(2)).orElse("1-" + Ports.LAST);
      List<Ports> ports =
          Arrays.stream(numbers.split(","))
              .map(range -> range.split("-"))
              .map(ends ->
                  Ports.range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])))
              .toList();
      all.add(new Said(from, to, protocols.group(1), Ports.union(ports), facts));
    }
  }

  /// Where the two say different things, in words; one for each pair of ends at most.
  List<String> differences(NpGuardExplanation that) {
    Set<End> from = new LinkedHashSet<>();
    Set<End> to = new LinkedHashSet<>();
    for (NpGuardExplanation one : List.of(this, that)) {
      one.all.forEach(said -> {
        from.addAll(said.from.points());
        to.addAll(said.to.points());
      });
    }
    List<String> differences = new ArrayList<>();
    for (End source : from) {
      for (End target : to) {
        difference(source, target, that).ifPresent(differences::add);
      }
    }
    return differences;
  }

  private Optional<String> difference(End from, End to, NpGuardExplanation that) {
    List<Said> mine = between(from, to);
    List<Said> theirs = that.between(from, to);
    for (Said said : Stream.concat(mine.stream(), theirs.stream()).toList()) {
      for (int i = 0; i < said.ports.ranges(); i++) {
        for (int port : List.of(said.ports.first(i), said.ports.last(i))) {
          List<Set<String>> here = at(mine, said.protocol, port);
          List<Set<String>> there = at(theirs, said.protocol, port);
          if (!here.equals(there)) {
            return Optional.of(
                from
                    + " => "
                    + to
                    + " "
                    + said.protocol
                    + " "
                    + port
                    + ": "
                    + here
                    + " and "
                    + there);
          }
        }
      }
    }
    return Optional.empty();
  }

  private List<Said> between(End from, End to) {
    return all.stream().filter(said -> said.from.holds(from) && said.to.holds(to)).toList();
  }

  private static List<Set<String>> at(List<Said> all, String protocol, int port) {
    return all.stream()
        .filter(said -> said.protocol.equals(protocol) && said.ports.contains(port))
        .map(Said::facts)
        .distinct()
        .toList();
  }
}
