package io.seawall.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Diagnostic;
import io.seawall.model.document.Node;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Any bytes can be read, and JSON means the same as YAML.
class ReadingTest {
  private static final long SEED = 20_260_101;
  private static final int DRAWS = 20_000;

  private static final String NETWORK_POLICY =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: web, namespace: shop, labels: &labels {app: web, "tier": 'front'}}
      spec:
        podSelector: {matchLabels: *labels}
        # who may come in
        ingress:
        - from:
          - ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16, 10.2.0.0/16]}
          - namespaceSelector:
              matchExpressions:
              - key: team
                operator: In
                values: [a, yes, 0o14]
          ports:
          - port: 80
            endPort: 90
          - {port: http, protocol: TCP}
        policyTypes: [Ingress]
      ---
      apiVersion: v1
      kind: List
      items:
      - kind: ConfigMap
        data:
          script: |
            #!/bin/sh
            echo "a: b"
          folded: >-
            one
            two
      ...
      %YAML 1.1
      ---
      <<: {a: 1}
      b: !!str 5
      """;

  private static final String POD_LIST =
      """
      {"apiVersion": "v1", "items": [
        {"metadata": {"name": "web-1", "labels": {"app": "web"}}, "status": {"podIP": "10.0.0.7"}},
        {"metadata": {"name": "web-2"}, "spec": {"hostNetwork": true, "priority": -1.5e3}}
      ], "kind": "PodList", "metadata": {"resourceVersion": "\\u0031"}}
      """;

  static Stream<String> manifests() {
    return Stream.of(NETWORK_POLICY, POD_LIST);
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 128, 16})
  void random_bytes_never_throw(int range) {
    Random random = new Random(SEED + range);
    String signs = "\n\n  -:?,[]{}#&*!|>'\"%@`~<.0ae\\=\t\r";
    for (int i = 0; i < DRAWS; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      for (int j = 0; j < bytes.length; j++) {
        int drawn = random.nextInt(range);
        bytes[j] = (byte) (range == 16 ? signs.charAt(random.nextInt(signs.length())) : drawn);
      }
      isComplete(Outcome.of(Limits.DEFAULT, bytes), "seed %d, draw %d".formatted(SEED, i));
    }
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void mutated_manifests_never_throw(String manifest) {
    Random random = new Random(SEED);
    byte[] original = manifest.getBytes(UTF_8);
    int read = 0;
    for (int i = 0; i < DRAWS; i++) {
      Outcome outcome = Outcome.of(Limits.DEFAULT, mutated(original, random));
      isComplete(outcome, "seed %d, draw %d".formatted(SEED, i));
      read += outcome.documents().isEmpty() ? 0 : 1;
    }
    assertThat(read).isGreaterThan(DRAWS / 10);
  }

  private static byte[] mutated(byte[] original, Random random) {
    String signs = "\n -:?,[]{}#&*!|>'\"%<.0\\\t\0\u0007";
    StringBuilder text = new StringBuilder(new String(original, UTF_8));
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, signs.charAt(random.nextInt(signs.length())));
        case 1 -> text.delete(at, end);
        case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
        default -> text.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
      }
    }
    return text.toString().getBytes(UTF_8);
  }

  /// Whatever was read, every complaint says all that it must, and every line lies in the text.
  private static void isComplete(Outcome outcome, String draw) {
    for (Diagnostic complaint : outcome.complaints()) {
      assertThat(complaint.code()).as(draw).matches("[A-Z_]+");
      assertThat(complaint.where().line()).as(draw).isPositive();
      assertThat(complaint.found()).as(draw).isNotBlank();
      assertThat(complaint.expected()).as(draw).isNotBlank();
      assertThat(complaint.found() + complaint.expected() + complaint.help())
          .as(draw)
          .doesNotContain("io.seawall", "Exception", "Token", "<block", "snakeyaml", "jackson");
    }
    outcome.documents().forEach(document -> assertThat(document.root().line()).isPositive());
  }

  @Test
  void json_read_as_yaml_is_the_same_tree_on_the_same_lines() {
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      String json = "{\"a\": " + drawn(random, 5) + "}";
      Outcome asJson = Outcome.of("", json);
      Outcome asYaml = Outcome.of("# no JSON", json);
      assertThat(asJson.messages()).as("%s, seed %d, draw %d", json, SEED, i).isEmpty();
      assertThat(asYaml.trees()).as("%s", json).isEqualTo(asJson.trees());
      assertThat(lines(asYaml)).as("%s", json).isEqualTo(lines(asJson));
    }
  }

  private static List<Integer> lines(Outcome outcome) {
    Node root = outcome.documents().getFirst().root();
    return Outcome.lines(root);
  }

  /// A JSON value with line breaks in it.
  private static String drawn(Random random, int depth) {
    String blank = random.nextInt(3) == 0 ? "\n  " : " ";
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> Integer.toString(random.nextInt(100_000) - 50_000);
      case 1 -> Double.toString(random.nextInt(1000) / 8.0).toLowerCase(Locale.ROOT);
      case 2 -> random.nextBoolean() ? "true" : "false";
      case 3 -> "null";
      case 4 -> "\"yes\"";
      case 5 -> "\"\\u00e9 \\\"" + (char) ('a' + random.nextInt(26)) + "\\\\ # : \\n'\"";
      case 6 -> {
        StringBuilder list = new StringBuilder("[" + blank);
        for (int i = random.nextInt(4); i >= 0; i--) {
          list.append(drawn(random, depth - 1)).append(i > 0 ? "," + blank : blank);
        }
        yield list.append("]").toString();
      }
      default -> {
        StringBuilder mapping = new StringBuilder("{" + blank);
        for (int i = random.nextInt(4); i >= 0; i--) {
          mapping.append("\"k").append(i).append("\":").append(blank);
          mapping.append(drawn(random, depth - 1)).append(i > 0 ? "," + blank : blank);
        }
        yield mapping.append("}").toString();
      }
    };
  }

  /// A hundred megabytes on one line must not fill a small heap.
  @ParameterizedTest(name = "{0}{1}{1}{1}...")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `a: `       | x
          {"a": "     | x
          `a: [`      | x,
          {"a": [     | 1,
          #           | x
          `a: '`      | x
          `a: |~`     | ` x~`
          -           | ` -`
          [           | [
          {"a": {     | "b": {
          &           | a
          `a:`        | ` `
          """)
  void one_line_without_end_comes_to_an_end(String start, String again) {
    Repeated line = new Repeated(start.replace('~', '\n'), again.replace('~', '\n'), 100 << 20);
    Outcome outcome = Outcome.of(Sources.of(List.of("-"), line, Limits.DEFAULT));
    assertThat(outcome.trees()).isEmpty();
    assertThat(outcome.codes()).isNotEmpty();
    assertThat(outcome.codes().getFirst()).endsWith("_LIMIT");
  }
}
