package io.seawall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which objects `diff` names behind a difference.
class DiffCausesTest {
  private static final String OPEN_TO_API =
      """
      podSelector: {matchLabels: {app: web}}
      ingress:
      - from: [{podSelector: {matchLabels: {app: api}}}]
        ports: [{port: 80}]
      """;
  private static final String CLOSED = "podSelector: {matchLabels: {app: web}}";

  @TempDir private Path folder;
  private Manifests before = Manifests.in(Path.of("."));
  private Manifests after = Manifests.in(Path.of("."));

  @BeforeEach
  void two_pods_on_both_sides() throws IOException {
    before = pods(Files.createDirectory(folder.resolve("before")), "{team: shop}", "{app: api}");
    after = pods(Files.createDirectory(folder.resolve("after")), "{team: shop}", "{app: api}");
  }

  private static Manifests pods(Path folder, String namespace, String api) {
    return Manifests.in(folder)
        .namespace("shop", namespace)
        .pod("shop/web", "{app: web}")
        .pod("shop/api", api);
  }

  /// The line from `api` to `web` with what is behind it.
  private List<String> apiToWeb() throws IOException {
    return diff("csv")
        .out()
        .lines()
        .filter(line -> line.contains(",shop/api[Pod],shop/web[Pod],"))
        .map(line -> line.replace(folder + "/", ""))
        .toList();
  }

  private Ran diff(String format) throws IOException {
    before.run("map");
    after.run("map");
    String[] folders = {before.folder().toString(), after.folder().toString()};
    Ran ran = Ran.of("diff", folders[0], folders[1], "-o", format);
    assertThat(ran.exit()).isEqualTo(Exit.REFUTED);
    return ran;
  }

  private static String line(String change, String was, String now, String causes) {
    return change + ",shop/api[Pod],shop/web[Pod]," + was + "," + now + ",," + causes;
  }

  @Test
  void a_policy_that_is_there_on_one_side_alone() throws IOException {
    after = after.policy("shop/web", CLOSED);
    assertThat(apiToWeb())
        .containsExactly(
            line(
                "closed",
                "All Connections",
                "No Connections",
                "NetworkPolicy shop/web added (after/objects.yaml:15)"));
  }

  @Test
  void the_rule_that_lets_by_in_a_policy_that_changed() throws IOException {
    before = before.policy("shop/web", CLOSED);
    after = after.policy("shop/web", OPEN_TO_API);
    assertThat(apiToWeb())
        .containsExactly(
            line(
                "opened",
                "No Connections",
                "TCP 80",
                "NetworkPolicy shop/web spec.ingress[0] changed (after/objects.yaml:21)"));
  }

  @Test
  void a_policy_that_changed_elsewhere_is_not_behind_it() throws IOException {
    before =
        before
            .policy("shop/other", "podSelector: {matchLabels: {app: other}}\ningress: [{}]")
            .policy("shop/deny", "podSelector: {}");
    after =
        after
            .policy("shop/other", "podSelector: {matchLabels: {app: other}}")
            .policy("shop/deny", "podSelector: {}")
            .policy("shop/web", OPEN_TO_API);
    assertThat(apiToWeb())
        .containsExactly(
            line(
                "opened",
                "No Connections",
                "TCP 80",
                "NetworkPolicy shop/web spec.ingress[0] added (after/objects.yaml:33)"));
  }

  @Test
  void labels_of_an_end_where_the_policies_are_the_same() throws IOException {
    before =
        pods(before.folder(), "{team: shop}", "{app: old, build: x}")
            .policy("shop/web", OPEN_TO_API);
    after = after.policy("shop/web", OPEN_TO_API);
    assertThat(apiToWeb())
        .containsExactly(
            line(
                "opened",
                "No Connections",
                "TCP 80",
                "workload shop/api[Pod] changed (after/objects.yaml:10)"));
  }

  @Test
  void labels_of_a_namespace() throws IOException {
    String rule =
        "podSelector: {matchLabels: {app: web}}\n"
            + "ingress: [{from: [{namespaceSelector: {matchLabels: {team: shop}}}]}]";
    before = pods(before.folder(), "{team: other}", "{app: api}").policy("shop/web", rule);
    after = after.policy("shop/web", rule);
    assertThat(apiToWeb())
        .containsExactly(
            line(
                "opened",
                "No Connections",
                "All Connections",
                "Namespace shop changed (after/objects.yaml:1)"));
  }

  @Test
  void each_format_names_them() throws IOException {
    after = after.policy("shop/web", CLOSED);
    for (String format : List.of("txt", "md", "csv")) {
      assertThat(diff(format).out()).as(format).contains("NetworkPolicy shop/web added (");
    }
    assertThat(diff("json").out())
        .contains("\"object\": \"NetworkPolicy shop/web\"", "\"change\": \"added\"");
  }
}
