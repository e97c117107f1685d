package io.seawall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {
  private static final String TWENTY = "../bench/twenty";
  private static final String POLICY =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: deny, namespace: shop }
      spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: web, namespace: shop }
      spec: { containers: [{ name: web, image: web }] }
      """;

  @ParameterizedTest(name = "{0} -> {1} {2} under {3} is {4}")
  @CsvSource(
      textBlock =
          """
          shop/web, shop/api, tcp/8080, calico, OK
          shop/web, shop/db,  tcp/5432, calico, REFUTED
          shop/web, shop/db,  tcp/5432, none,   OK
          """)
  void a_question_ends_by_its_answer(
      String from, String to, String port, String engine, Exit exit) {
    Ran ran = Ran.of("can", from, to, port, "--input", TWENTY, "--engine", engine);
    assertThat(ran.exit()).isEqualTo(exit);
    assertThat(ran.out()).startsWith(from + "[Deployment] -> " + to + "[Deployment]: ");
  }

  @Test
  void a_question_that_the_input_does_not_settle_is_undecided() {
    String blocks =
        POLICY.replace(
                "podSelector: {}",
                "podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }]")
            + "---\napiVersion: v1\nkind: Pod\nmetadata: { name: api, namespace: other }\n"
            + "spec: { containers: [{ name: api, image: api }] }\n";
    Ran ran = Ran.withInput(blocks, "can", "shop/web", "other/api", "tcp/80", "--input", "-");
    assertThat(ran.out()).startsWith("shop/web[Pod] -> other/api[Pod]: unknown, tcp/80; ");
    assertThat(ran.exit()).isEqualTo(Exit.UNDECIDED);
  }

  @Test
  void a_path_that_is_not_there_never_ends_well() {
    Ran yes = Ran.of("can", "shop/web", "shop/api", "tcp/8080", "--input", TWENTY, "--input", "no");
    assertThat(yes.exit()).isEqualTo(Exit.UNREADABLE);
    assertThat(yes.err()).startsWith("no: error: [NO_SUCH_FILE]\n");
  }

  @Test
  void a_port_name_that_the_receiver_does_not_know_settles_nothing(@TempDir Path folder)
      throws IOException {
    Path tests = folder.resolve("tests.yaml");
    Files.writeString(
        tests, "tests: [{ from: shop/web, to: shop/api, port: tcp/htpp, expect: denied }]\n");
    Ran ran = Ran.of("test", TWENTY, "--tests", tests.toString(), "--engine", "calico");
    assertThat(ran.exit()).isEqualTo(Exit.UNDECIDED);
    assertThat(ran.out()).contains("shop/api[Deployment] has no port of this name");
  }

  @Test
  void a_port_name_is_that_of_the_pod_asked_about_also_where_no_rule_tells_pods_apart() {
    String pods =
        """
        { apiVersion: v1, kind: Pod, metadata: { name: api, namespace: shop }, spec: { containers: [
          { name: api, image: api, ports: [{ name: http, containerPort: 9090 }] }] } }
        ---
        { apiVersion: v1, kind: Pod, metadata: { name: job, namespace: shop }, spec: { containers: [
          { name: job, image: job }] } }
        ---
        { apiVersion: v1, kind: Pod, metadata: { name: web, namespace: shop }, spec: { containers: [
          { name: web, image: web, ports: [{ name: http, containerPort: 8080 }] }] } }
        """;
    assertThat(asked(pods, "can", "shop/job", "shop/web").out())
        .contains("shop/web[Pod]: yes, TCP 8080;");
    assertThat(asked(pods, "can", "shop/job", "shop/api").out())
        .contains("shop/api[Pod]: yes, TCP 9090;");
    Ran none = asked(pods, "why", "shop/web", "shop/job");
    assertThat(none.exit()).isEqualTo(Exit.REFUTED);
    assertThat(none.out()).contains("shop/job[Pod] has no port of this name");
  }

  private static Ran asked(String pods, String command, String from, String to) {
    return Ran.withInput(pods, command, from, to, "tcp/http", "--input", "-", "--engine", "calico");
  }

  @Test
  void a_file_without_assertions_is_a_slip(@TempDir Path folder) throws IOException {
    Path tests = folder.resolve("tests.yaml");
    Files.writeString(tests, "tests: []\n");
    Ran ran = Ran.of("test", TWENTY, "--tests", tests.toString());
    assertThat(ran.exit()).isEqualTo(Exit.WRONG_USAGE);
    assertThat(ran.err()).contains("no assertions in " + tests);
  }

  @Test
  void standard_input_is_a_dash() {
    Ran ran =
        Ran.withInput(POLICY, "can", "shop/web", "imds", "--input", "-", "--engine", "calico");
    assertThat(ran.exit()).isEqualTo(Exit.REFUTED);
    assertThat(ran.out()).contains("(-:1)");
  }

  @Test
  void results_are_on_out_and_diagnostics_on_err() {
    String broken = POLICY + "---\nkind: [\n";
    Ran ran = Ran.withInput(broken, "can", "shop/web", "imds", "--input", "-", "--engine=calico");
    assertThat(ran.exit()).isEqualTo(Exit.UNDECIDED); // what cannot be read may be a policy
    assertThat(ran.out()).hasLineCount(1).startsWith("shop/web[Pod] -> ");
    assertThat(ran.err()).startsWith("-:12: error: [").contains("\n  found ");
  }

  @Test
  void notes_are_counted_unless_they_are_asked_for() {
    String stranger = POLICY + "---\ncolour: green\n";
    String[] words = {"can", "shop/web", "imds", "--input", "-", "--engine", "calico"};
    assertThat(Ran.withInput(stranger, words).err())
        .isEqualTo("2 notes on the input (-v lists them)\n");
    String[] verbose = {"can", "shop/web", "imds", "--input", "-", "--engine", "calico", "-v"};
    assertThat(Ran.withInput(stranger, verbose).err()).contains("\n-:11: note: [NOT_UNDERSTOOD]\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "\u0000\u0001\u0002", "- - - [", "a: &a [*a]", "colour: green"})
  void input_without_anything_to_judge_is_told_and_never_a_trace(String input) {
    for (String command : List.of("check", "map", "who-can")) {
      Ran ran =
          command.equals("who-can")
              ? Ran.withInput(input, command, "imds", "--input", "-")
              : Ran.withInput(input, command, "-");
      assertThat(ran.exit()).isEqualTo(Exit.UNREADABLE);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err())
          .contains("seawall: error: nothing to judge in - [NOTHING_TO_JUDGE]\n")
          .doesNotContain("\tat ", "Exception");
    }
  }

  @Test
  void a_machine_gets_its_answer_when_there_is_nothing_to_judge() {
    Ran ran = Ran.withInput("", "check", "-", "-o", "json");
    assertThat(ran.exit()).isEqualTo(Exit.UNREADABLE);
    assertThat(ran.out()).startsWith("{\n  \"schema\": \"seawall.check/v1\"");
  }

  @Test
  void a_file_that_is_not_there_is_unreadable() {
    Ran ran = Ran.of("check", "no/such/folder");
    assertThat(ran.exit()).isEqualTo(Exit.UNREADABLE);
    assertThat(ran.err()).startsWith("no/such/folder: error: [NO_SUCH_FILE]\n");
  }

  @Test
  void the_result_goes_to_the_file_that_output_names(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("map.csv");
    Ran ran = Ran.of("map", TWENTY, "-o", "csv", "--output", file.toString());
    assertThat(ran.exit()).isEqualTo(Exit.OK);
    assertThat(ran.out()).isEmpty();
    assertThat(Files.readString(file)).isEqualTo(Ran.of("map", TWENTY, "-o", "csv").out());
  }

  @Test
  void focus_shows_a_part_of_the_map() {
    Ran ran =
        Ran.of(
            "map",
            TWENTY,
            "--engine",
            "calico",
            "--focus-workload",
            "api",
            "--focus-direction",
            "ingress",
            "--focus-conn",
            "tcp-8080");
    assertThat(ran.out()).isEqualTo("shop/web[Deployment] => shop/api[Deployment] : TCP 8080\n");
  }

  @Test
  void a_configuration_with_an_error_is_not_used(@TempDir Path folder) throws IOException {
    Path config = folder.resolve("seawall.yaml");
    Files.writeString(config, "operatorz: [203.0.113.0/24]\n");
    Ran ran = Ran.of("check", TWENTY, "--config", config.toString());
    assertThat(ran.exit()).isEqualTo(Exit.WRONG_USAGE);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("seawall.yaml:1: error:", "operatorz", "operators");
  }

  @Test
  void files_of_ours_in_the_input_are_no_strangers(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("policy.yaml"), POLICY);
    Files.writeString(folder.resolve("seawall.yaml"), "tests: [tests.yaml]\n");
    Files.writeString(
        folder.resolve("tests.yaml"),
        "tests: [{ from: shop/web, to: imds, port: tcp/80, expect: denied }]\n");
    Ran ran = Ran.of("test", folder.toString(), "--engine", "calico", "-v");
    assertThat(ran.exit()).isEqualTo(Exit.OK);
    assertThat(ran.err()).doesNotContain("NOT_UNDERSTOOD");
    assertThat(ran.out())
        .isEqualTo("pass     shop/web -> imds\n\n1 of 1 assertion holds, 0 do not, 0 unknown\n");
  }

  @Test
  void a_fault_of_ours_is_one_line_and_a_trace_only_if_asked_for() {
    InputStream faulty =
        new InputStream() {
          @Override
          public int read() {
            throw new IllegalStateException("on purpose");
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            return read();
          }
        };
    StringWriter err = new StringWriter();
    Console console = console(faulty, err);
    assertThat(Run.of(List.of("check", "-"), console)).isEqualTo(Exit.OUR_FAULT);
    assertThat(err.toString())
        .hasLineCount(2)
        .startsWith("seawall: internal error: java.lang.IllegalStateException: on purpose at ")
        .contains("report it");
    assertThat(Run.of(List.of("check", "-", "-v"), console)).isEqualTo(Exit.OUR_FAULT);
    assertThat(err.toString()).contains("\tat io.seawall.");
  }

  private static Console console(InputStream in, StringWriter err) {
    return new Console(
        in,
        Writer.nullWriter(),
        new PrintWriter(err),
        false,
        io.seawall.reports.Style.PLAIN,
        Path.of(".."),
        "0.0.0",
        LocalDate.of(2026, 11, 24));
  }

  @Test
  void the_demo_judges_the_bundled_cluster() {
    Ran ran = Ran.of("demo");
    assertThat(ran.exit()).isEqualTo(Exit.REFUTED);
    assertThat(ran.out()).startsWith("shop   AKS 1.33.5, Azure CNI overlay, engine cilium;");
    assertThat(ran.out().lines().toList()).hasSizeLessThanOrEqualTo(45);
  }
}
