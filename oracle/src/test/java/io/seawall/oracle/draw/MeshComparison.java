package io.seawall.oracle.draw;

import io.seawall.model.Bounds;
import io.seawall.model.policy.Request;
import io.seawall.oracle.Answer;
import io.seawall.oracle.mesh.Membership;
import io.seawall.oracle.mesh.MeshOracle;
import io.seawall.oracle.mesh.MeshQuestion;
import io.seawall.oracle.mesh.Presented;
import io.seawall.packets.Packet;
import io.seawall.reach.MeshReach.Opening;
import io.seawall.reach.MeshReach.Stranger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The product and the oracle, asked the same questions of one drawn mesh.
///
/// Questions of a known sender are asked of the path between the two; those of plaintext from
/// anywhere and of an identity that nobody knows of what strangers can send, too. What a known
/// sender is asked of bears no token.
final class MeshComparison {
  /// Why the product may leave open what the oracle, to which what is not in the texts does not
  /// exist, knows.
  private static final List<String> REASONS =
      List.of(
          "the provider of the action CUSTOM decides",
          "whether the proxy looks for requests at a port that no Service declares",
          "which mode of mutual TLS counts",
          "what EnvoyFilter",
          "the default policy of the cluster",
          "who speaks TLS without an identity of the mesh",
          "it depends on the request of HTTP that is sent",
          "what Consul does without an intention",
          "whether plain text is taken in permissive mode",
          "whether access control lists of Consul are on",
          "whether this object is in force",
          "whom waypoint",
          "from which address the waypoint connects",
          "whether the injector made the container",
          "whether its pods are in the mesh is not known");

  private final DrawnMesh mesh;
  private final MeshOracle oracle;
  private final MeshOracle direct;
  private final MeshUnderTest product;
  private final List<String> found = new ArrayList<>();
  private final List<String> vague = new ArrayList<>();
  private int undecided;
  private int asked;
  private int exact;

  MeshComparison(DrawnMesh mesh) {
    this.mesh = mesh;
    this.oracle = mesh.oracle();
    this.direct =
        MeshOracle.of(mesh.texts().stream().map(MeshComparison::withoutWaypoints).toList());
    this.product = new MeshUnderTest(mesh);
    mesh.questions().forEach(this::compare);
  }

  /// The text where nobody calls by a waypoint.
  private static String withoutWaypoints(String text) {
    return text.replace("istio.io/use-waypoint", "example.com/no-waypoint");
  }

  /// What one of the two is wrong about.
  List<String> disagreements() {
    return found;
  }

  /// What the oracle is sure of and the product is not, for no reason that is known.
  List<String> vague() {
    return vague;
  }

  /// How many answers the oracle is sure of and the product is not.
  int undecided() {
    return undecided;
  }

  /// How many answers were compared.
  int asked() {
    return asked;
  }

  /// How many answers of the product were exact.
  int exact() {
    return exact;
  }

  /// What may be so: the least and the most that the oracle lets by.
  private record Range(Answer least, Answer most) {
    Range or(Range that) {
      return new Range(least.or(that.least), most.or(that.most));
    }
  }

  private void compare(MeshQuestion drawn) {
    var question = simple(drawn);
    membership(question.destination());
    if (question.source().isPresent()) {
      fromPod(question.source().get(), question);
    } else if (question.identity().isPresent()) {
      fromStranger(Stranger.UNKNOWN_IDENTITY, question);
    } else {
      question
          .address()
          .flatMap(address -> product.fromOutside(address, question))
          .ifPresent(told -> judge(told, answer(question), question));
      fromStranger(Stranger.PLAIN_TEXT, question);
    }
  }

  /// By the pod's own address and by its Services. A waypoint that stands before the pod's own
  /// address may be passed by.
  private Range answer(MeshQuestion question) {
    var ways =
        mesh.services(question.destination(), question.port()).stream()
            .map(service -> oracle.decision(question.by(service)))
            .reduce(oracle.decision(question), Answer::or);
    return new Range(ways, ways.or(direct.decision(question)));
  }

  private static MeshQuestion simple(MeshQuestion drawn) {
    return new MeshQuestion(
        drawn.source(),
        drawn.address(),
        drawn.identity(),
        drawn.destination(),
        drawn.port(),
        Optional.empty(),
        drawn
            .request()
            .map(it ->
                new MeshQuestion.Request(
                    it.method(), it.host(), it.path(), it.headers(), Optional.empty())));
  }

  private void membership(String pod) {
    var ours = oracle.membership(pod);
    var theirs = product.in(pod);
    if (ours == Membership.OPEN) {
      return;
    }
    if (theirs.isEmpty()) {
      vague(List.of(), "membership of " + pod + ": " + ours);
    } else if (theirs.get() != (ours != Membership.OUT)) {
      found.add("membership of " + pod + ": oracle " + ours + ", product " + theirs.get());
    }
  }

  /// By any way that an ordinary client has: with its certificate, if it has one, and in plaintext
  /// where a call to the pod's own address is passed on as it is.
  private void fromPod(String source, MeshQuestion question) {
    var member = oracle.membership(source);
    if (member == Membership.OPEN) {
      return;
    }
    var isPlainToo = isPlainToo(source, question);
    var shown =
        oracle
            .identity(source)
            .map(name -> answer(question.as(name)))
            .orElse(new Range(Answer.NO, Answer.NO));
    var answer = isPlainToo ? shown.or(answer(question.plain())) : shown;
    judge(product.fromPod(source, question), answer, question);
  }

  /// What the product holds a pod able to do it must where an ordinary client does it.
  private boolean isPlainToo(String source, MeshQuestion question) {
    var isPlain =
        oracle.presents(source, question.destination(), question.port(), Optional.empty())
            instanceof Presented.Plaintext;
    if (isPlain
        && oracle.membership(question.destination()) == oracle.membership(source)
        && oracle.membership(source) != Membership.OUT
        && !product.isPlainToo(source)) {
      found.add("plaintext of " + source + " to an address is not held possible");
    }
    return isPlain || product.isPlainToo(source);
  }

  private void judge(MeshUnderTest.Told told, Range answer, MeshQuestion question) {
    Packet packet = MeshUnderTest.packet(question.port());
    Bounds bounds = told.bounds();
    boolean sure = bounds.sure().contains(packet);
    boolean possible = bounds.possible().contains(packet);
    asked++;
    exact += sure == possible ? 1 : 0;
    if (answer.least() == Answer.YES && !possible) {
      found.add("path: the oracle lets by what the product denies: " + question);
    } else if (answer.most() == Answer.NO && sure) {
      found.add("path: the oracle stops what the product allows: " + question);
    } else if (answer.least() == answer.most()
        && answer.least() != Answer.OPEN
        && sure != possible) {
      vague(told.doubts(), "path: oracle " + answer.least() + ": " + question);
    }
  }

  private void vague(List<String> doubts, String what) {
    undecided++;
    if (doubts.stream().noneMatch(doubt -> REASONS.stream().anyMatch(doubt::contains))) {
      vague.add(what + " for " + doubts);
    }
  }

  /// What a stranger surely gets by with, the oracle lets by; what the oracle lets by, a stranger
  /// perhaps gets by with.
  private void fromStranger(Stranger stranger, MeshQuestion question) {
    var openings = product.openings(question.destination(), question.port(), stranger);
    asked++;
    exact += openings.stream().allMatch(Opening::sure) ? 1 : 0;
    var isIn = oracle.membership(question.destination()) != Membership.OUT;
    if (isIn && answer(question).least() == Answer.YES && openings.isEmpty()) {
      found.add(stranger + ": the oracle lets by what the product lets nobody: " + question);
    }
    for (var opening : openings) {
      if (isNoRequest(opening.request())) {
        continue;
      }
      var same = asIn(opening, question);
      var ours = answer(same);
      if (opening.sure() && ours.most() == Answer.NO) {
        found.add(stranger + ": the oracle stops what is let by: " + same + " by " + opening.why());
      }
      if (!opening.sure() && ours.least() == ours.most() && ours.least() != Answer.OPEN) {
        vague(List.of(opening.why().text()), stranger + ": oracle " + ours.least() + ": " + same);
      }
    }
  }

  /// Every request of HTTP has a method.
  private static boolean isNoRequest(Request request) {
    return !request.equals(Request.ANY) && !request.attributes().containsKey(Request.METHOD);
  }

  private static MeshQuestion asIn(Opening opening, MeshQuestion question) {
    return new MeshQuestion(
        Optional.empty(),
        opening.from().map(Object::toString).or(question::address),
        question.identity(),
        question.destination(),
        question.port(),
        Optional.empty(),
        opening.request().equals(Request.ANY)
            ? Optional.empty()
            : Optional.of(request(opening.request().attributes())));
  }

  private static MeshQuestion.Request request(Map<String, String> attributes) {
    var headers = new HashMap<String, String>();
    attributes.forEach((key, value) -> {
      if (key.startsWith(Request.HEADER)) {
        headers.put(key.substring(Request.HEADER.length()), value);
      }
    });
    return new MeshQuestion.Request(
        attributes.getOrDefault(Request.METHOD, "GET"),
        attributes.getOrDefault(Request.HOST, "nobody"),
        attributes.getOrDefault(Request.PATH, "/"),
        headers,
        Optional.ofNullable(attributes.get(Request.TOKEN + "principal"))
            .map(MeshComparison::principal));
  }

  /// Where only that there is a token matters, it is one of the issuer that is drawn.
  private static String principal(String value) {
    return value.contains("/") ? value : "issuer.example/" + value;
  }

  @Override
  public String toString() {
    return String.join("\n", found) + "\n" + mesh;
  }
}
