package io.seawall.cli;

import static io.seawall.cli.NpGuardCorpus.text;
import static io.seawall.cli.NpGuardCorpus.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.document.Node.Mapping;
import io.seawall.packets.Address;
import io.seawall.packets.AddressRange;
import io.seawall.packets.AddressSet;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import io.seawall.sources.Limits;
import io.seawall.sources.Sources;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Where a map differs from the one that np-guard would draw, by reason, over the tests of the
/// NP-Guard corpus; nothing where that corpus does not lie beside the project. A cell is one source
/// and one destination. Under `--compat np-guard` every cell is as np-guard says
/// (`netpol_compat.py`), so the two maps of one folder are compared.
class NpGuardDifferencesTest {
  private static final AddressSet WIRESERVER =
      AddressSet.of(Address.parse("168.63.129.16").orElseThrow());

  /// Why a cell differs. Numbers are those of the choices that the README of the corpus lists.
  private enum Why {
    /// Choice 1: np-guard takes pods with the network of their node for ordinary pods.
    HOST_NETWORK,
    /// Azure's virtual public address is answered by the host whatever policies say, on two ports
    /// perhaps; np-guard knows no Azure.
    WIRESERVER,
    /// Choice 10: the controller of Ingresses is an end of np-guard's alone.
    INGRESS_CONTROLLER,
    /// np-guard takes it that somebody enforces admin policies; on AKS that is not known.
    ADMIN_POLICIES,
    /// Pods of one owner with different labels: np-guard takes the first for all of them.
    PODS_OF_ONE_OWNER
  }

  private static final Map<Why, Integer> CELLS =
      new EnumMap<>(
          Map.of(
              Why.HOST_NETWORK, 647,
              Why.WIRESERVER, 343,
              Why.INGRESS_CONTROLLER, 7,
              Why.ADMIN_POLICIES, 128,
              Why.PODS_OF_ONE_OWNER, 8));

  /// The packets of a cell that pass for sure, and those that pass perhaps.
  private record Cell(PacketSet sure, PacketSet possible) {
    static final Cell NOTHING = new Cell(PacketSet.EMPTY, PacketSet.EMPTY);

    boolean allows(PacketSet packets) {
      return sure.implies(packets) && packets.implies(possible);
    }
  }

  private record Ends(String from, String to) {}

  private record Line(String from, String to, Cell cell) {}

  @TestFactory
  Stream<DynamicTest> differs_for_a_reason() {
    List<Mapping> tests = tests();
    if (tests.isEmpty()) {
      return Stream.empty();
    }
    Map<Why, Integer> counted = new EnumMap<>(Why.class);
    Stream<DynamicTest> each =
        tests.stream()
            .map(test ->
                DynamicTest.dynamicTest(
                    test.text("name").orElseThrow(),
                    () -> assertThat(unexplained(test, counted)).isEmpty()));
    DynamicTest sums =
        DynamicTest.dynamicTest("cells by reason", () -> assertThat(counted).isEqualTo(CELLS));
    return Stream.concat(each, Stream.of(sums));
  }

  /// The tests of the list command with all of its lines.
  private static List<Mapping> tests() {
    return NpGuardCorpus.tests("list").stream().filter(NpGuardDifferencesTest::isWhole).toList();
  }

  private static boolean isWhole(Mapping test) {
    Mapping options = (Mapping) test.get("options").orElseThrow();
    return text(options, "exposure").equals("false")
        && text(options, "focusDirection").isEmpty()
        && text(options, "focusConn").isEmpty()
        && texts(options, "focusWorkloads").isEmpty();
  }

  private static Set<String> unexplained(Mapping test, Map<Why, Integer> counted) {
    String folder = NpGuardCorpus.file(text(test, "manifestDir")).toString();
    List<Line> ours = lines(Ran.of("map", folder, "-o", "json", "--engine", "cilium"));
    List<Line> theirs =
        renamed(lines(Ran.of("map", folder, "-o", "json", "--compat", "np-guard")), ours);
    List<Line> both = new ArrayList<>(ours);
    both.addAll(theirs);
    List<AddressSet> sources = atoms(both.stream().map(Line::from).toList());
    List<AddressSet> destinations = atoms(both.stream().map(Line::to).toList());
    Map<Ends, Cell> mine = cells(ours, sources, destinations);
    Map<Ends, Cell> other = cells(theirs, sources, destinations);
    Set<Ends> all = new HashSet<>(mine.keySet());
    all.addAll(other.keySet());
    Set<String> left = new TreeSet<>();
    for (Ends ends : all) {
      Cell cell = mine.getOrDefault(ends, Cell.NOTHING);
      Cell golden = other.getOrDefault(ends, Cell.NOTHING);
      if (!cell.equals(golden)) {
        why(test, ends, cell, golden)
            .ifPresentOrElse(
                why -> counted.merge(why, 1, Integer::sum),
                () -> left.add(ends + ": " + cell + ", np-guard " + golden));
      }
    }
    return left;
  }

  private static Optional<Why> why(Mapping test, Ends ends, Cell mine, Cell golden) {
    List<String> features = texts(test, "features");
    List<String> onHosts = texts(test, "hostNetworkWorkloads");
    boolean fits = mine.allows(golden.sure);
    if (ends.to.equals(WIRESERVER.toString())) {
      return Optional.of(Why.WIRESERVER);
    } else if (onHosts.contains(ends.from) || onHosts.contains(ends.to)) {
      return Optional.of(Why.HOST_NETWORK);
    } else if (ends.from.equals("{ingress-controller}")) {
      return Optional.of(Why.INGRESS_CONTROLLER);
    } else if (fits
        && features.stream().anyMatch(one -> one.matches("kind:.*AdminNetworkPolicy"))) {
      return Optional.of(Why.ADMIN_POLICIES);
    } else if (fits && features.contains("pod-owners")) {
      return Optional.of(Why.PODS_OF_ONE_OWNER);
    }
    return Optional.empty();
  }

  /// np-guard names pods by the ReplicaSet that owns them, Seawall by the Deployment behind it.
  private static List<Line> renamed(List<Line> lines, List<Line> as) {
    Set<String> known = new HashSet<>();
    as.forEach(line -> known.addAll(List.of(line.from, line.to)));
    return lines.stream()
        .map(line -> new Line(renamed(line.from, known), renamed(line.to, known), line.cell))
        .toList();
  }

  private static String renamed(String name, Set<String> known) {
    String deployment = name.replaceFirst("-[a-z0-9]+\\[ReplicaSet]$", "[Deployment]");
    return known.contains(deployment) && !known.contains(name) ? deployment : name;
  }

  private static List<Line> lines(Ran ran) {
    List<Line> lines = new ArrayList<>();
    Sources.of(
            List.of("-"),
            new ByteArrayInputStream(ran.out().getBytes(StandardCharsets.UTF_8)),
            Limits.DEFAULT)
        .read(document -> line(document.root()).ifPresent(lines::add), _ -> {});
    return lines;
  }

  private static Optional<Line> line(Mapping row) {
    String from = row.text("src").orElseThrow();
    String to = row.text("dst").orElseThrow();
    if (from.contains("::") || to.contains("::")) {
      return Optional.empty(); // choice 3: np-guard's world is IPv4
    }
    PacketSet sure = packets(row.text("conn").orElseThrow());
    PacketSet more = row.text("possibly").map(NpGuardDifferencesTest::packets).orElse(sure);
    return Optional.of(new Line(from, to, new Cell(sure, sure.or(more))));
  }

  /// The packets that np-guard knows: TCP, UDP and SCTP to a port from 1 on.
  private static PacketSet packets(String text) {
    if (text.equals("All Connections")) {
      return packets("SCTP 1-65535,TCP 1-65535,UDP 1-65535");
    }
    PacketSet packets = PacketSet.EMPTY;
    String protocol = "";
    for (String token : text.equals("No Connections") ? new String[0] : text.split(",", -1)) {
      String[] words = token.trim().split(" ", -1);
      protocol = Character.isDigit(token.charAt(0)) ? protocol : words[0];
      String ports =
          Character.isDigit(words[words.length - 1].charAt(0))
              ? words[words.length - 1]
              : "1-65535";
      if (Set.of("TCP", "UDP", "SCTP").contains(protocol)) {
        String[] ends = ports.split("-", -1);
        int first = Math.max(1, Integer.parseInt(ends[0]));
        packets =
            packets.or(
                PacketSet.of(
                    protocol(protocol),
                    Ports.range(first, Integer.parseInt(ends[ends.length - 1])),
                    Ports.ALL));
      }
    }
    return packets;
  }

  private static Protocol protocol(String name) {
    return switch (name) {
      case "TCP" -> Protocol.TCP;
      case "UDP" -> Protocol.UDP;
      case "SCTP" -> Protocol.SCTP;
      default -> throw new IllegalArgumentException("np-guard knows no protocol " + name);
    };
  }

  /// The parts into which the ranges among these ends cut each other.
  private static List<AddressSet> atoms(List<String> ends) {
    List<AddressSet> atoms = new ArrayList<>(List.of(AddressSet.ALL_V4));
    for (String end : new TreeSet<>(ends)) {
      range(end)
          .ifPresent(range -> {
            List<AddressSet> cut = new ArrayList<>();
            for (AddressSet atom : atoms) {
              Stream.of(atom.and(range), atom.minus(range))
                  .filter(part -> !part.isEmpty())
                  .forEach(cut::add);
            }
            atoms.clear();
            atoms.addAll(cut);
          });
    }
    return atoms;
  }

  private static Optional<AddressSet> range(String end) {
    String text = end.replace("[External]", "");
    int dash = text.indexOf('-');
    return Address.parse(dash < 0 ? text : text.substring(0, dash))
        .map(first ->
            AddressSet.of(
                List.of(
                    new AddressRange(
                        first,
                        dash < 0
                            ? first
                            : Address.parse(text.substring(dash + 1)).orElseThrow()))));
  }

  private static Map<Ends, Cell> cells(
      List<Line> lines, List<AddressSet> sources, List<AddressSet> destinations) {
    Map<Ends, Cell> cells = new LinkedHashMap<>();
    for (Line line : lines) {
      for (String from : parts(line.from, sources)) {
        for (String to : parts(line.to, destinations)) {
          if (!from.equals(to)) {
            cells.put(new Ends(from, to), line.cell);
          }
        }
      }
    }
    cells.values().removeIf(Cell.NOTHING::equals);
    return cells;
  }

  private static List<String> parts(String end, List<AddressSet> atoms) {
    return range(end)
        .map(range ->
            atoms.stream().filter(atom -> atom.implies(range)).map(AddressSet::toString).toList())
        .orElse(List.of(end));
  }
}
