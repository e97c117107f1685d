package io.seawall.oracle.draw;

import io.seawall.oracle.mesh.MeshQuestion;
import io.seawall.testkit.Choices;
import io.seawall.testkit.Gen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Draws a small cluster with one mesh: live pods, some of them in it, Services, the objects of
/// that mesh, and questions.
public final class MeshDraw {
  private static final List<String> OUTSIDE = List.of("203.0.113.7", "8.8.8.8", "10.9.9.9");

  private final MeshStage stage;

  private MeshDraw(Choices choices, MeshKind kind) {
    this.stage = new MeshStage(choices, kind);
  }

  /// Clusters with any of the meshes.
  public static Gen<DrawnMesh> clusters() {
    return choices ->
        new MeshDraw(choices, Gen.pick(List.of(MeshKind.values())).from(choices)).draw();
  }

  /// Clusters with this mesh.
  public static Gen<DrawnMesh> clusters(MeshKind kind) {
    return choices -> new MeshDraw(choices, kind).draw();
  }

  private DrawnMesh draw() {
    new MeshPodDraw(stage).draw();
    switch (stage.kind) {
      case SIDECAR, AMBIENT -> new IstioDraw(stage).draw();
      case LINKERD -> new LinkerdDraw(stage).draw();
      case CONSUL -> new ConsulDraw(stage).draw();
    }
    var questions = new ArrayList<MeshQuestion>();
    for (var destination : stage.pods) {
      for (var i = 0; i < 3; i++) {
        questions.add(question(destination));
      }
    }
    return new DrawnMesh(stage.kind, stage.objects, questions);
  }

  /// From another pod with its own identity or in plaintext, from a pod that is not there yet, or
  /// from outside.
  private MeshQuestion question(MeshStage.Pod destination) {
    var question = MeshQuestion.to(destination.path(), stage.pick(8080, 9090, 8080, 7070));
    var others = stage.pods.stream().filter(pod -> !pod.equals(destination)).toList();
    var source = stage.pick(others);
    question =
        switch (stage.choices.draw(5)) {
          case 0, 1 -> {
            var own = question.fromPod(source.path()).fromAddress(source.ip());
            yield source.meshed()
                ? own.as(stage.identity(source.namespace(), source.account()))
                : own;
          }
          case 2 -> question.fromPod(source.path()).fromAddress(source.ip());
          case 3 -> question.fromAddress("10.244.0.99").as(stage.identity("fresh", "newcomer"));
          default -> question.fromAddress(stage.pick(OUTSIDE));
        };
    if (stage.chance(3)) {
      question = question.with(request());
    }
    return byService(question, destination);
  }

  /// By the Service of the pod, where it has one and HTTP or a waypoint may matter.
  private MeshQuestion byService(MeshQuestion question, MeshStage.Pod destination) {
    var service = destination.namespace() + "/" + destination.app();
    return stage.kind == MeshKind.AMBIENT
            && question.port() == 8080
            && stage.services.contains(service)
            && stage.chance(3)
        ? question.by(service)
        : question;
  }

  private MeshQuestion.Request request() {
    return new MeshQuestion.Request(
        stage.pick("GET", "PUT", "POST"),
        stage.pick("api.shop", "other"),
        stage.pick("/a", "/a/b", "/c"),
        stage.chance(3) ? Map.of("x-a", "1") : Map.of(),
        stage.chance(3) ? Optional.of("issuer.example/user") : Optional.empty());
  }
}
