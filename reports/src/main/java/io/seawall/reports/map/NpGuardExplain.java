package io.seawall.reports.map;

import io.seawall.analysis.Connections.End;
import io.seawall.analysis.Explanations.Explained;
import io.seawall.analysis.Explanations.Lead;
import io.seawall.analysis.Explanations.Passage;
import io.seawall.model.policy.Policy;
import io.seawall.model.policy.Rule;
import io.seawall.packets.PacketSet;
import io.seawall.packets.Ports;
import io.seawall.packets.Protocol;
import io.seawall.reach.Part;
import io.seawall.reach.Part.Role;
import io.seawall.reach.Part.Share;
import io.seawall.reach.Reason;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Explanations as NP-Guard lays them out: a block for each pair, with what is allowed and what is
/// denied, and a list of the pairs of which no policy speaks.
final class NpGuardExplain {
  private static final String LINE = "-".repeat(160) + "\n";
  private static final String DEFAULT = "due to the system default (Allow all)";
  private static final Ports EVERY = Ports.range(1, Ports.LAST);
  private static final Pattern INDEX = Pattern.compile("\\[([0-9]+)]$");

  private final Explained pair;
  private final StringBuilder out = new StringBuilder();

  private NpGuardExplain(Explained pair) {
    this.pair = pair;
  }

  static void write(ExplainReport report, Writer out) throws IOException {
    List<String> open = new ArrayList<>();
    title("Specific connections and their reasons", out);
    report.forEach((_, pair) -> {
      if (isOpenByDefault(pair)) {
        open.add(MapReport.end(pair.from()) + " => " + MapReport.end(pair.to()));
      } else {
        out.write(new NpGuardExplain(pair).text());
      }
    });
    if (!open.isEmpty()) {
      title("All Connections " + DEFAULT, out);
      out.write(String.join("\n", open) + "\n");
    }
  }

  private static void title(String text, Writer out) throws IOException {
    String line = "#".repeat(text.length() + 4) + "\n";
    out.write("\n" + line + "# " + text + " #\n" + line);
  }

  private static boolean isOpenByDefault(Explained pair) {
    return !(pair.from() instanceof End.IngressController)
        && pair.passages().stream()
            .allMatch(passage -> passage.opinion() == Reason.Opinion.NO_OPINION);
  }

  private String text() {
    out.append(LINE)
        .append("Connections between ")
        .append(MapReport.end(pair.from()))
        .append(" => ")
        .append(MapReport.end(pair.to()))
        .append(":\n\n");
    part("Allowed", pair.packets().sure());
    part("Denied", PacketSet.ALL.minus(pair.packets().possible()));
    part("Undecided", pair.packets().possible().minus(pair.packets().sure()));
    return out.toString();
  }

  private void part(String verdict, PacketSet packets) {
    boolean first = true;
    for (Passage passage : pair.passages()) {
      for (PacketSet own : byLead(passage.packets().and(packets))) {
        out.append(first ? verdict + " connections:\n" : "");
        first = false;
        passage(verdict, own, passage);
      }
    }
  }

  /// The packets, apart where other Ingresses and Routes lead them.
  private List<PacketSet> byLead(PacketSet packets) {
    List<PacketSet> parts = List.of(packets);
    for (Lead lead : pair.leads()) {
      parts =
          parts.stream()
              .flatMap(part -> Stream.of(part.and(lead.packets()), part.minus(lead.packets())))
              .toList();
    }
    return parts.stream().filter(part -> !part.isEmpty()).toList();
  }

  private void passage(String verdict, PacketSet packets, Passage passage) {
    boolean noPolicy = passage.egress().shares().isEmpty() && passage.ingress().shares().isEmpty();
    out.append("\t").append(verdict).append(" ").append(protocols(packets)).append(" ");
    if (noPolicy && !(pair.from() instanceof End.IngressController)) {
      out.append(DEFAULT).append("\n\n");
      return;
    }
    out.append("due to the following policies and rules:\n");
    boolean led = pair.from() instanceof End.IngressController;
    boolean refused = led && verdict.equals("Denied");
    direction("Egress", passage.egress(), pair.from(), pair.to(), false);
    direction("Ingress", passage.ingress(), pair.to(), pair.from(), refused);
    boolean isLed = pair.leads().stream().anyMatch(lead -> !lead.packets().disjoint(packets));
    for (Lead lead : pair.leads()) {
      if (lead.packets().disjoint(packets) != isLed) {
        out.append("\t\t\t").append(text(lead, isLed)).append("\n");
      }
    }
    out.append("\n");
  }

  private static String text(Lead lead, boolean matches) {
    return lead.kind()
        + " '"
        + lead.name()
        + (matches
            ? "' allows ingress connections through service " + lead.service()
            : "' allows ingress to service "
                + lead.service()
                + ", but the protocols and ports do not match");
  }

  /// @param refused whether something else than policies stops the packets at this end
  private void direction(String name, Part part, End subject, End peer, boolean refused) {
    String verdict =
        switch (part.opinion()) {
          case ALLOW, NO_OPINION -> refused ? "Denied" : "Allowed";
          case DENY -> "Denied";
          case UNKNOWN -> "Undecided";
        };
    out.append("\t\t").append(name).append(" (").append(verdict).append(")");
    if (part.shares().isEmpty()) {
      out.append(refused ? "" : " " + DEFAULT).append("\n");
      return;
    }
    out.append("\n");
    firstOfEach(part.shares()).stream()
        .map(share -> share(name, share, MapReport.end(subject), MapReport.end(peer)))
        .forEach(text -> out.append("\t\t\t").append(text).append("\n"));
    boolean decided =
        part.shares().stream().anyMatch(share -> share.role() != Role.PASSES)
            || part.opinion() == Reason.Opinion.DENY;
    if (!decided) {
      out.append("\t\t\tthe system default (Allow all)\n");
    }
  }

  /// Of what one policy does by several rules, NP-Guard tells the first.
  private static List<Share> firstOfEach(List<Share> shares) {
    Map<List<Object>, Share> first = new LinkedHashMap<>();
    shares.forEach(
        share -> first.putIfAbsent(List.of(share.role(), share.policy().title()), share));
    return List.copyOf(first.values());
  }

  private static String share(String direction, Share share, String subject, String peer) {
    Policy policy = share.policy();
    String name = policy.namespace().map(own -> own + "/").orElse("") + policy.name();
    String title = policy.kind() + " '" + name + "' ";
    String rules = share.rules().stream().findFirst().map(NpGuardExplain::rule).orElse("");
    return title
        + switch (share.role()) {
          case ALLOWS -> "allows connections by " + direction + " rule " + rules;
          case DENIES -> "denies connections by " + direction + " rule " + rules;
          case PASSES -> "passes connections by " + direction + " rule " + rules;
          case ISOLATES ->
              "selects "
                  + subject
                  + (share.rules().isEmpty()
                      ? ", but " + peer + " is not allowed by any " + direction + " rule"
                      : ", and "
                          + direction
                          + " rule "
                          + rules
                          + " selects "
                          + peer
                          + ", but the protocols and ports do not match");
        };
  }

  /// A rule by its name, or by its number from 1.
  private static String rule(Rule rule) {
    if (!rule.name().isEmpty()) {
      return rule.name();
    }
    Matcher index = INDEX.matcher(rule.where().field());
    return index.find() ? "#" + (Integer.parseInt(index.group(1)) + 1) : rule.where().field();
  }

  /// `TCP:[80,443-445], UDP, SCTP`.
  private static String protocols(PacketSet packets) {
    List<String> parts = new ArrayList<>();
    for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP)) {
      Ports ports = packets.destinations(protocol).and(EVERY);
      if (!ports.isEmpty()) {
        parts.add(protocol + (ports == EVERY ? "" : ":[" + ports + "]"));
      }
    }
    return String.join(", ", parts);
  }
}
