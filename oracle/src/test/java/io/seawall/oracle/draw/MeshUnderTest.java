package io.seawall.oracle.draw;

import io.seawall.analysis.Analysis;
import io.seawall.analysis.Input;
import io.seawall.analysis.Options;
import io.seawall.dialects.Dialect;
import io.seawall.dialects.Dialects;
import io.seawall.model.Bounds;
import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Parsed;
import io.seawall.model.cluster.Workload;
import io.seawall.model.policy.Request;
import io.seawall.oracle.mesh.MeshQuestion;
import io.seawall.packets.Address;
import io.seawall.packets.AddressSet;
import io.seawall.packets.Packet;
import io.seawall.packets.Protocol;
import io.seawall.practices.Config;
import io.seawall.practices.Situation;
import io.seawall.reach.Endpoint;
import io.seawall.reach.Engine;
import io.seawall.reach.MeshReach;
import io.seawall.reach.Path;
import io.seawall.reach.Reach;
import io.seawall.sources.Limits;
import io.seawall.sources.Sources;
import io.seawall.templates.Templates;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The product's answers about a drawn mesh, read from its texts as a user's files are.
final class MeshUnderTest {
  private final Situation situation;
  private final List<Diagnostic> complaints = new ArrayList<>();
  private final Map<Request, Reach> reaches = new HashMap<>();

  MeshUnderTest(DrawnMesh mesh) {
    Dialect.Reading reading = Dialects.open();
    Templates templates = Templates.into(reading::accept, complaints::add);
    for (String text : mesh.texts()) {
      Sources.of(
              List.of("-"),
              new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
              Limits.DEFAULT)
          .read(templates::accept, complaints::add);
    }
    templates.close();
    Parsed<Facts> read = reading.close();
    complaints.addAll(read.diagnostics());
    List<AddressSet> asked = new ArrayList<>();
    for (MeshQuestion question : mesh.questions()) {
      question.address().flatMap(Address::parse).map(AddressSet::of).ifPresent(asked::add);
    }
    Options options =
        new Options(
            Optional.of(Engine.NONE), Optional.empty(), false, asked, LocalDate.of(2026, 11, 29));
    situation =
        Analysis.situations(
                new Input(read.value(), complaints, mesh.objects().size()),
                Config.DEFAULT,
                options,
                complaints)
            .getFirst();
  }

  /// What was said of the texts.
  List<Diagnostic> complaints() {
    return complaints;
  }

  /// Whether a pod is in a mesh; empty if the product does not know.
  Optional<Boolean> in(String pod) {
    return workload(pod).mesh().in();
  }

  /// Whether a pod is held able to send plaintext beside its certificate.
  boolean isPlainToo(String pod) {
    return workload(pod).mesh().place().filter(place -> place.sends().plainToo()).isPresent();
  }

  /// What gets by, and why more may.
  record Told(Bounds bounds, List<String> doubts) {}

  /// What strangers can send to a pod on a port.
  List<MeshReach.Opening> openings(String pod, int port, MeshReach.Stranger stranger) {
    return situation.reach().strangers().openings(workload(pod)).stream()
        .filter(opening -> opening.stranger() == stranger)
        .filter(opening -> opening.packets().contains(packet(port)))
        .toList();
  }

  /// What the mesh lets by from a pod to another one.
  Told fromPod(String from, MeshQuestion question) {
    Reach reach = reach(question);
    return all(
        reach,
        reach.universe().of(workload(from).id()),
        reach.universe().of(workload(question.destination()).id()),
        packet(question.port()));
  }

  /// What the mesh lets by from an address outside; empty if the product has no such end.
  Optional<Told> fromOutside(String address, MeshQuestion question) {
    Reach reach = reach(question);
    return Address.parse(address)
        .flatMap(one -> reach.universe().outside(one))
        .map(one ->
            all(
                reach,
                List.of(one),
                reach.universe().of(workload(question.destination()).id()),
                packet(question.port())));
  }

  private static Told all(Reach reach, List<Endpoint> from, List<Endpoint> to, Packet packet) {
    Bounds all = Bounds.NONE;
    List<String> doubts = new ArrayList<>();
    for (Endpoint source : from) {
      for (Endpoint target : to) {
        for (Path path : reach.paths(source, target)) {
          all = all.or(new Path("", true, path.hops()).packets());
          path.hops().stream()
              .filter(hop -> isInDoubt(hop.packets(), packet))
              .forEach(hop -> doubts.add(hop.why(packet).text()));
        }
      }
    }
    return new Told(all, doubts);
  }

  private static boolean isInDoubt(Bounds bounds, Packet packet) {
    return bounds.possible().contains(packet) && !bounds.sure().contains(packet);
  }

  private Reach reach(MeshQuestion question) {
    Request request = question.request().map(MeshUnderTest::request).orElse(Request.ANY);
    return reaches.computeIfAbsent(
        request,
        one ->
            Reach.of(
                situation.snapshot(), List.of(Engine.NONE), situation.reach().universe(), one));
  }

  private static Request request(MeshQuestion.Request request) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put(Request.METHOD, request.method());
    attributes.put(Request.PATH, request.path());
    attributes.put(Request.HOST, request.host());
    request.headers().forEach((name, value) -> attributes.put(Request.HEADER + name, value));
    return new Request(attributes, true);
  }

  private Workload workload(String pod) {
    for (Workload workload : situation.snapshot().facts().kubernetes().workloads()) {
      for (Workload.Pod one : workload.pods()) {
        if ((workload.id().namespace() + "/" + one.name()).equals(pod)) {
          return workload;
        }
      }
    }
    throw new IllegalArgumentException("no pod " + pod);
  }

  /// A packet of a connection to a port.
  static Packet packet(int port) {
    return new Packet(Protocol.TCP, port, io.seawall.oracle.Packet.EPHEMERAL);
  }
}
