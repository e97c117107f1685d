package io.seawall.dialects.istio;

import static io.seawall.dialects.istio.IstioScene.ROOT;
import static io.seawall.dialects.istio.IstioScene.deployment;
import static io.seawall.dialects.istio.IstioScene.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.dialects.istio.IstioObject.PeerAuthentication;
import io.seawall.dialects.istio.Transport.Modes;
import io.seawall.dialects.istio.Transport.Setting;
import io.seawall.model.mesh.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source: Istio documentation, "PeerAuthentication"; Istio source,
/// pilot/pkg/model/authentication.go and pilot/pkg/serviceregistry/ambient/authorization.go.
class TransportTest {
  private static final String KIND = "PeerAuthentication";
  private static final String OWN = "selector: {matchLabels: {app: web}}";

  private static Modes modes(boolean ambient, List<String> objects) {
    List<String> all = new ArrayList<>(objects);
    all.add(deployment());
    IstioScene scene = new IstioScene(all.toArray(String[]::new));
    return new Transport(scene.all(PeerAuthentication.class), ROOT, ambient).of(scene.web());
  }

  /// `STRICT mesh, 8080 DISABLE own`: modes with the names of the objects that say so.
  private static String text(Modes modes) {
    StringBuilder text = new StringBuilder(text(modes.otherwise()));
    new TreeMap<>(modes.ports())
        .forEach(
            (port, setting) -> text.append(", ").append(port).append(' ').append(text(setting)));
    return text.toString();
  }

  private static String text(Setting setting) {
    return setting.mode() + setting.by().map(one -> " " + one.name()).orElse("");
  }

  private static List<String> notes(Modes modes) {
    return modes.notes().stream().map(note -> note.kind() + ": " + note.text()).toList();
  }

  private static String mode(String mode) {
    return "mtls: {mode: " + mode + "}";
  }

  @ParameterizedTest(name = "{0} / {1} / {2}: {3} beside the pod, {4} on the node")
  @CsvSource(
      delimiter = '/',
      textBlock =
          """
          ''         / ''         / ''                            / PERMISSIVE                             / PERMISSIVE
          STRICT     / ''         / ''                            / STRICT mesh                            / STRICT mesh
          DISABLE    / ''         / ''                            / DISABLE mesh                           / PERMISSIVE mesh
          STRICT     / PERMISSIVE / ''                            / PERMISSIVE space                       / PERMISSIVE space
          PERMISSIVE / STRICT     / ''                            / STRICT space                           / STRICT space
          STRICT     / UNSET      / ''                            / STRICT mesh                            / STRICT mesh
          STRICT     / DISABLE    / ''                            / DISABLE space                          / PERMISSIVE space
          STRICT     / STRICT     / PERMISSIVE                    / PERMISSIVE own                         / PERMISSIVE own
          ''         / PERMISSIVE / STRICT                        / STRICT own                             / STRICT own
          PERMISSIVE / STRICT     / UNSET                         / STRICT space                           / STRICT space
          strict     / ''         / ''                            / UNKNOWN mesh                           / UNKNOWN mesh
          STRICT     / strict     / ''                            / UNKNOWN space                          / UNKNOWN space
          ''         / ''         / STRICT 8080 PERMISSIVE        / STRICT own, 8080 PERMISSIVE own        / STRICT own, 8080 PERMISSIVE own
          ''         / ''         / PERMISSIVE 8080 DISABLE       / PERMISSIVE own, 8080 DISABLE own       / PERMISSIVE own, 8080 PERMISSIVE own
          ''         / STRICT     / UNSET 8080 UNSET              / STRICT space, 8080 STRICT own          / STRICT space, 8080 STRICT own
          STRICT     / ''         / UNSET 8080 DISABLE            / STRICT mesh, 8080 DISABLE own          / STRICT mesh, 8080 STRICT own
          STRICT     / ''         / UNSET 8080 PERMISSIVE         / STRICT mesh, 8080 PERMISSIVE own       / STRICT mesh, 8080 PERMISSIVE own
          STRICT     / UNSET      / UNSET 8080 PERMISSIVE         / STRICT mesh, 8080 PERMISSIVE own       / UNKNOWN own, 8080 PERMISSIVE own
          STRICT     / ''         / PERMISSIVE 8080 STRICT        / PERMISSIVE own, 8080 STRICT own        / PERMISSIVE own, 8080 UNKNOWN own
          STRICT     / STRICT     / PERMISSIVE 8080 STRICT        / PERMISSIVE own, 8080 STRICT own        / PERMISSIVE own, 8080 STRICT own
          ''         / ''         / STRICT 8080 permissive        / UNKNOWN own, 8080 UNKNOWN own          / UNKNOWN own, 8080 UNKNOWN own
          """)
  void the_narrower_level_counts(
      String mesh, String space, String own, String sidecar, String ambient) {
    List<String> objects = new ArrayList<>();
    if (!mesh.isEmpty()) {
      objects.add(policy(KIND, ROOT, "mesh", "{" + mode(mesh) + "}"));
    }
    if (!space.isEmpty()) {
      objects.add(policy(KIND, "space", "{" + mode(space) + "}"));
    }
    if (!own.isEmpty()) {
      String[] words = own.split(" ", -1);
      String ports =
          words.length > 1 ? ", portLevelMtls: {" + words[1] + ": {mode: " + words[2] + "}}" : "";
      objects.add(policy(KIND, "own", "{" + OWN + ", " + mode(words[0]) + ports + "}"));
    }
    assertThat(text(modes(false, objects))).isEqualTo(sidecar);
    assertThat(text(modes(true, objects))).isEqualTo(ambient);
  }

  private static String aged(String name, String created, String mode) {
    return """
    {apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: %s,
    namespace: shop%s}, spec: {mtls: {mode: %s}}}
    """
        .formatted(
            name,
            created.isEmpty() ? "" : ", creationTimestamp: \"2026-01-0" + created + "T00:00:00Z\"",
            mode);
  }

  @ParameterizedTest(name = "a of day {0} says {1}, b of day {2} says {3}: {4}, {5}; {6}")
  @CsvSource({
    "1,  STRICT, 2,  PERMISSIVE, STRICT a,     STRICT a,     has no effect",
    "2,  STRICT, 1,  PERMISSIVE, PERMISSIVE b, PERMISSIVE b, has no effect",
    "2,  STRICT, 1,  UNSET,      PERMISSIVE,   PERMISSIVE,   has no effect",
    "1,  STRICT, 1,  STRICT,     STRICT a,     STRICT a,     has no effect",
    "'', STRICT, '', PERMISSIVE, UNKNOWN a,    UNKNOWN a,    which of the two counts is open",
    "1,  STRICT, '', PERMISSIVE, UNKNOWN b,    UNKNOWN b,    which of the two counts is open",
    "'', STRICT, '', STRICT,     STRICT a,     STRICT a,     has no effect"
  })
  void of_several_the_oldest_counts(
      String dayA,
      String modeA,
      String dayB,
      String modeB,
      String sidecar,
      String ambient,
      String note) {
    List<String> objects = List.of(aged("b", dayB, modeB), aged("a", dayA, modeA));
    assertThat(text(modes(false, objects))).isEqualTo(sidecar);
    assertThat(text(modes(true, objects))).isEqualTo(ambient);
    assertThat(notes(modes(false, objects)))
        .singleElement()
        .satisfies(text -> assertThat(text).startsWith("FRAGILE: ").contains(note));
  }

  @Test
  void of_one_age_sidecars_take_the_first_by_name_and_ambient_leaves_it_open() {
    List<String> objects = List.of(aged("b", "1", "PERMISSIVE"), aged("a", "1", "STRICT"));
    assertThat(text(modes(false, objects))).isEqualTo("STRICT a");
    assertThat(text(modes(true, objects))).isEqualTo("UNKNOWN a");
  }

  @Test
  void a_selector_does_nothing_in_the_root_namespace() {
    Modes modes =
        modes(false, List.of(policy(KIND, ROOT, "mesh", "{" + OWN + ", mtls: {mode: STRICT}}")));
    assertThat(text(modes)).isEqualTo("PERMISSIVE");
    assertThat(modes.notes()).extracting(Note::kind).containsExactly(Note.Kind.VAIN);
  }

  @Test
  void a_selector_without_labels_means_all_to_sidecars_and_its_own_namespace_to_ambient() {
    String spec = "{selector: {matchLabels: {}}, mtls: {mode: STRICT}}";
    List<String> inRoot = List.of(policy(KIND, ROOT, "mesh", spec));
    assertThat(text(modes(false, inRoot))).isEqualTo("STRICT mesh");
    assertThat(text(modes(true, inRoot))).isEqualTo("PERMISSIVE");
    assertThat(text(modes(true, List.of(policy(KIND, "space", spec))))).isEqualTo("STRICT space");
    assertThat(modes(false, inRoot).notes())
        .extracting(Note::kind)
        .containsExactly(Note.Kind.FRAGILE);
  }

  @Test
  void others_do_not_count() {
    assertThat(
            text(
                modes(
                    false,
                    List.of(
                        policy(KIND, "bank", "space", "{mtls: {mode: STRICT}}"),
                        policy(
                            KIND,
                            "own",
                            "{selector: {matchLabels: {app: db}}, mtls: {mode: STRICT}}")))))
        .isEqualTo("PERMISSIVE");
  }

  @Test
  void ports_are_those_of_containers() {
    String ports = "portLevelMtls: {80: {mode: DISABLE}}";
    Modes modes = modes(false, List.of(policy(KIND, "own", "{" + OWN + ", " + ports + "}")));
    assertThat(notes(modes))
        .singleElement()
        .satisfies(text -> assertThat(text).startsWith("VAIN: portLevelMtls names port 80, which"));
  }
}
