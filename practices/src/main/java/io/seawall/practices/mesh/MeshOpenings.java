package io.seawall.practices.mesh;

import io.seawall.model.cluster.Workload;
import io.seawall.model.mesh.Note;
import io.seawall.model.mesh.Stage;
import io.seawall.model.mesh.Standing;
import io.seawall.packets.PacketSet;
import io.seawall.practices.Check;
import io.seawall.practices.Finding;
import io.seawall.practices.Finding.Missing;
import io.seawall.practices.Finding.Severity;
import io.seawall.practices.Finding.Step;
import io.seawall.practices.Finding.Witness;
import io.seawall.practices.Situation;
import io.seawall.reach.MeshReach.Opening;
import io.seawall.reach.MeshReach.Stranger;
import io.seawall.reach.PacketText;
import io.seawall.reach.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// One finding for each workload of a mesh, from what its proxies let by of strangers. Several
/// checks ask: each looks at some of the openings.
///
/// What a mesh proves is about connections of TCP that come in, and of them about those that reach
/// the proxy of the receiver: node, UDP and ports of the proxy itself are for network policies.
final class MeshOpenings {
  private static final String SCOPE =
      "about connections of TCP that come in: UDP, and what a node sends to its own pods, are for"
          + " network policies";
  private static final String INTENDED =
      "the pods get a proxy when they are made, as their labels ask";
  private static final int LONGEST = 60;

  private final Check check;
  private final Predicate<Opening> looksAt;
  private final String holds;

  /// @param looksAt which openings the check is about
  /// @param holds what is so where there is none of them
  MeshOpenings(Check check, Predicate<Opening> looksAt, String holds) {
    this.check = check;
    this.looksAt = looksAt;
    this.holds = holds;
  }

  /// Whether nothing that speaks of authorisation decides about the packet, or a rule that lets all
  /// by and so undoes what others deny by default. Where that is not known: whether nothing denies
  /// by default for sure.
  static boolean isByDefault(Opening opening) {
    return opening.sure() ? opening.anything() || isUnspoken(opening) : !opening.closed();
  }

  /// Whether a rule lets the packet by, or may where others are denied for sure.
  static boolean isByRule(Opening opening) {
    return opening.sure() ? opening.anything() || !isUnspoken(opening) : opening.closed();
  }

  private static boolean isUnspoken(Opening opening) {
    return opening
        .stage()
        .map(stage ->
            switch (stage) {
              case DEFAULT, TRANSPORT, EXTERNAL, DENIAL -> true;
              case OWN_PORTS, CAPTURE, WAYPOINT, AUTHORIZATION, RANKED -> false;
            })
        .orElse(true);
  }

  /// Whether the packet goes past the proxy.
  static boolean isPast(Opening opening) {
    return opening.sure()
        ? opening.stage().filter(stage -> stage == Stage.CAPTURE).isPresent()
        : opening.perhapsPast();
  }

  List<Finding> judge(Situation situation) {
    Map<String, Finding> byWorkload = new TreeMap<>();
    for (Workload workload : MeshScope.of(situation)) {
      if (workload.mesh().in().orElse(false)) {
        Finding finding = finding(situation, workload);
        byWorkload.merge(finding.subject(), finding, MeshOpenings::worse);
      }
    }
    return List.copyOf(byWorkload.values());
  }

  /// An owner may have several sorts of pods.
  static Finding worse(Finding one, Finding other) {
    return one.outcome().compareTo(other.outcome()) <= 0 ? one : other;
  }

  private Finding finding(Situation situation, Workload workload) {
    List<Opening> sure = new ArrayList<>();
    List<Opening> doubted = new ArrayList<>();
    for (Opening opening : situation.reach().strangers().openings(workload)) {
      boolean own = opening.stage().filter(stage -> stage == Stage.OWN_PORTS).isPresent();
      if (!own && looksAt.test(opening)) {
        (opening.sure() ? sure : doubted).add(opening);
      }
    }
    if (!sure.isEmpty()) {
      return refuted(workload, sure);
    }
    return doubted.isEmpty() ? proved(situation, workload) : unknown(workload, doubted);
  }

  private Finding refuted(Workload workload, List<Opening> openings) {
    Opening first = openings.getFirst();
    String subject = workload.id().toString();
    String summary = who(first) + " gets to " + ports(openings) + ": " + words(first.why());
    return Finding.refuted(check, Severity.MEDIUM, subject, summary)
        .shown(witness(first, subject), List.of(step(first, "allow")))
        .at(first.why().where().orElse(workload.where()));
  }

  private Finding unknown(Workload workload, List<Opening> openings) {
    Opening first = openings.getFirst();
    String subject = workload.id().toString();
    String text = first.why().text();
    return Finding.unknown(
            check,
            Severity.MEDIUM,
            subject,
            who(first) + " may get to " + ports(openings) + ": " + words(first.why()),
            List.of(new Missing(text, settle(first))))
        .shown(witness(first, subject), List.of(step(first, "unknown")))
        .at(first.why().where().orElse(workload.where()));
  }

  private static String settle(Opening opening) {
    return opening.why().object().isEmpty()
        ? "kubectl get pods,namespaces -A -o json"
        : "read " + opening.why().object() + ", or leave it out";
  }

  private Finding proved(Situation situation, Workload workload) {
    List<String> assumptions = new ArrayList<>(List.of(SCOPE));
    boolean intended =
        workload
            .mesh()
            .place()
            .filter(place -> place.standing() instanceof Standing.In(var labels, _) && labels)
            .isPresent();
    if (intended) {
      assumptions.add(INTENDED);
    }
    workload.mesh().notes().stream()
        .filter(note -> note.kind().qualifiesProofs())
        .map(Note::text)
        .forEach(assumptions::add);
    if (isByAuthorization(situation, workload)) {
      assumptions.add(
          "plain text is refused by authorisation alone: one more rule that names no identity"
              + " lets it in");
    }
    return Finding.proved(check, Severity.MEDIUM, workload.id().toString(), holds)
        .assuming(assumptions)
        .at(workload.where());
  }

  /// Whether no mode of transport refuses plain text.
  private static boolean isByAuthorization(Situation situation, Workload workload) {
    return workload.mesh().inbound().stream()
            .noneMatch(policy -> policy.tier().equals(Stage.TRANSPORT.tier()))
        && !situation.reach().strangers().openings(workload).isEmpty();
  }

  private static String who(Opening opening) {
    String sender =
        switch (opening.stranger()) {
          case PLAIN_TEXT -> "plain text";
          case UNKNOWN_IDENTITY -> "any pod of the mesh";
        };
    return sender + request(opening);
  }

  private static String request(Opening opening) {
    Map<String, String> attributes = opening.request().attributes();
    String method = attributes.getOrDefault("method", "");
    String path = attributes.getOrDefault("path", "");
    return method.isEmpty() && path.isEmpty() ? "" : (" " + method + " " + path).stripTrailing();
  }

  /// The ports of those that are let by for the same reason as the first.
  private static String ports(List<Opening> openings) {
    Reason why = openings.getFirst().why();
    PacketSet all =
        openings.stream()
            .filter(opening ->
                opening.stranger() == openings.getFirst().stranger()
                    && opening.why().object().equals(why.object())
                    && opening.why().rule().equals(why.rule()))
            .map(Opening::packets)
            .reduce(PacketSet.EMPTY, PacketSet::or);
    String text = PacketText.of(all);
    return text.length() > LONGEST ? "most ports of TCP" : text;
  }

  private static Witness witness(Opening opening, String subject) {
    String port =
        opening.example().map(packet -> packet.toString().toLowerCase(Locale.ROOT)).orElse("any");
    String from =
        opening.stranger() == Stranger.PLAIN_TEXT ? "plain text" : "an unknown pod of the mesh";
    return new Witness(from + at(opening), subject, port);
  }

  private static String at(Opening opening) {
    return opening.from().map(address -> " at " + address).orElse("");
  }

  private static Step step(Opening opening, String verdict) {
    Reason why = opening.why();
    Optional<String> tier = opening.stage().map(stage -> stage.tier().name());
    return new Step("mesh", tier, verdict, why.object(), why.rule(), why.where(), why.text());
  }

  private static String words(Reason why) {
    String object = (why.object() + " " + why.rule()).strip();
    return object.isEmpty() ? "no object of the mesh speaks of it" : object + " " + why.text();
  }
}
