package io.seawall.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Charts and kustomizations with programs in place of Helm and Kustomize.
class RenderingsTest {
  private static final String EXPECTED =
      ", expected YAML, JSON or Terraform: .yaml, .yml, .json, .tf, .tfvars or no extension";

  @TempDir Path folder;

  @Test
  void a_chart_is_read_as_helm_prints_it_and_in_no_other_way() throws IOException {
    write("in/shop/Chart.yaml", "name: shop");
    write("in/shop/values.yaml", "a: 1");
    write("in/shop/templates/web.yaml", "kind: {{ .Values.kind }}");
    write("in/shop/charts/db/Chart.yaml", "name: db");
    write("in/shop/charts/db/templates/db.yaml", "kind: Raw");
    write("in/beside.yaml", "{kind: Beside}");
    program(
        "helm",
        "printf -- '---\\n# Source: shop/templates/web.yaml\\nkind: Web\\n---\\n# Source:"
            + " shop/charts/db/templates/db.yaml\\nkind: Db\\nargs: \"%s\"\\n' \"$*\"");
    Outcome outcome = read();
    assertThat(outcome.trees())
        .containsExactly(
            "{kind: 'Beside'}",
            "{kind: 'Web'}",
            "{kind: 'Db', args: 'template --skip-tests release "
                + folder.resolve("in/shop")
                + "'}");
    assertThat(outcome.documents())
        .extracting(document -> document.file().substring((folder + "/in/").length()))
        .containsExactly(
            "beside.yaml", "shop/templates/web.yaml", "shop/charts/db/templates/db.yaml");
    assertThat(outcome.documents().getLast().root().line()).isZero();
    assertThat(outcome.messages()).isEmpty();
  }

  @Test
  void a_chart_without_helm_is_noted_once_and_read_as_it_stands() throws IOException {
    write("in/shop/Chart.yaml", "{name: shop}");
    write("in/shop/charts/db/Chart.yaml", "{name: db}");
    write("in/shop/templates/web.yaml", "{kind: 'Web'}");
    Outcome outcome = read();
    assertThat(outcome.trees()).contains("{kind: 'Web'}");
    assertThat(outcome.messages())
        .containsExactly(
            folder
                + "/in/shop/Chart.yaml: note: [NOT_READ] found a Helm chart, and no helm on the"
                + " path"
                + EXPECTED
                + "; help: its templates are read as they stand, and what has placeholders is not"
                + " judged; give what helm template prints");
  }

  @Test
  void a_library_has_nothing_to_render() throws IOException {
    write("in/lib/Chart.yaml", "name: lib\ntype: library\n");
    write("in/lib/templates/x.yaml", "kind: {{ x }}");
    program("helm", "echo 'kind: Wrong'");
    Outcome outcome = read();
    assertThat(outcome.trees()).isEmpty();
    assertThat(outcome.messages()).isEmpty();
  }

  @Test
  void a_chart_that_helm_refuses_is_told_with_the_first_error() throws IOException {
    write("in/shop/Chart.yaml", "name: shop");
    program("helm", "echo 'EError: found in Chart.yaml, but missing in charts/: db' >&2; exit 1");
    write("in/shop/templates/web.yaml", "{kind: Web}");
    Outcome outcome = read();
    assertThat(outcome.trees()).contains("{kind: 'Web'}");
    assertThat(outcome.messages())
        .containsExactly(
            folder
                + "/in/shop/Chart.yaml: error: [NOT_RENDERED] found helm template: Error: found in"
                + " Chart.yaml, but missing in charts/: db, expected a folder that it renders"
                + " without fetching anything; help: what it makes of its files was not judged;"
                + " give what helm template prints");
  }

  @Test
  void a_program_that_does_not_end_is_stopped() throws IOException {
    write("in/shop/Chart.yaml", "name: shop");
    program("helm", "sleep 600");
    assertThat(read(Duration.ofMillis(300)).messages().getFirst()).contains("more than 0 s");
  }

  @Test
  void programs_are_kept_from_the_network() throws IOException {
    write("in/shop/Chart.yaml", "name: shop");
    program("helm", "echo \"{proxy: '$HTTPS_PROXY', git: '$GIT_ALLOW_PROTOCOL'}\"");
    assertThat(read().trees()).containsExactly("{proxy: 'http://127.0.0.1:9', git: 'none'}");
  }

  /// A base, an overlay that uses it, and files of each.
  private void overlay() throws IOException {
    write("in/base/kustomization.yaml", "resources: [web.yaml]");
    write("in/base/web.yaml", "{kind: 'Web'}");
    write("in/base/stray.yaml", "{kind: 'Stray'}");
    write(
        "in/prod/kustomization.yaml",
        """
        resources: [../base]
        patches: [{path: patch.yaml, target: {kind: Web}}]
        """);
    write("in/prod/patch.yaml", "{kind: 'Patch'}");
  }

  @Test
  void a_kustomization_is_read_as_it_comes_out_and_its_bases_with_it() throws IOException {
    overlay();
    program("kustomize", "echo \"{out: '$*'}\"");
    program("kubectl", "echo 'kind: Wrong'");
    Outcome outcome = read();
    assertThat(outcome.trees())
        .containsExactly("{kind: 'Stray'}", "{out: 'build " + folder.resolve("in/prod") + "'}");
    assertThat(outcome.documents().getLast().file())
        .isEqualTo(folder + "/in/prod/kustomization.yaml");
  }

  @Test
  void kubectl_does_where_kustomize_is_missing() throws IOException {
    overlay();
    program("kubectl", "echo \"{out: '$1'}\"");
    assertThat(read().trees()).containsExactly("{kind: 'Stray'}", "{out: 'kustomize'}");
  }

  @Test
  void a_kustomization_that_is_refused_is_told() throws IOException {
    overlay();
    program("kubectl", "echo 'error: accumulating resources' >&2; exit 1");
    Outcome outcome = read();
    assertThat(outcome.trees())
        .containsExactly("{kind: 'Stray'}", "{kind: 'Web'}", "{kind: 'Patch'}");
    assertThat(outcome.messages().getFirst())
        .startsWith(
            folder + "/in/prod/kustomization.yaml: error: [NOT_RENDERED] found kubectl kustomize: ")
        .contains("accumulating resources");
  }

  @Test
  void a_kustomization_without_a_program_is_noted_and_read_as_it_stands() throws IOException {
    overlay();
    Outcome outcome = read();
    assertThat(outcome.trees()).contains("{kind: 'Web'}", "{kind: 'Stray'}", "{kind: 'Patch'}");
    assertThat(outcome.messages())
        .hasSize(2)
        .first()
        .asString()
        .startsWith(
            folder
                + "/in/base/kustomization.yaml: note: [NOT_READ] found a kustomization, and neither"
                + " kustomize nor kubectl on the path");
  }

  private Outcome read() {
    return read(Duration.ofSeconds(60));
  }

  private Outcome read(Duration limit) {
    return Outcome.of((documents, complaints) -> {
      Map<String, String> environment = Map.of("PATH", folder.resolve("bin").toString());
      Renderings renderings =
          new Renderings(Limits.DEFAULT, documents, complaints, environment, limit);
      Paths paths = new Paths(Limits.DEFAULT, documents, complaints, renderings);
      paths.path(folder + "/in");
      paths.close(Optional::empty);
    });
  }

  private void program(String name, String script) throws IOException {
    Path file = write("bin/" + name, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
