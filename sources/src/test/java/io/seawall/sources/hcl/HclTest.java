package io.seawall.sources.hcl;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Diagnostic;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Mapping;
import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HclTest {
  private final List<Diagnostic> complaints = new ArrayList<>();

  private Mapping read(String text) {
    return Hcl.read("main.tf", text, complaints::add);
  }

  private static String tree(Node node) {
    return switch (node) {
      case Mapping(_, var entries) ->
          entries.stream()
              .map(entry -> entry.key() + ": " + tree(entry.value()))
              .collect(joining(", ", "{", "}"));
      case Node.Sequence(_, var items) ->
          items.stream().map(HclTest::tree).collect(joining(", ", "[", "]"));
      case Node.Clash(var first, var last) -> tree(first.value()) + " or " + tree(last.value());
      case Node.Scalar(_, var kind, var text) ->
          kind == Node.ScalarKind.STRING ? "'" + text.replace("\n", "\\n") + "'" : text;
      case Node.Unresolved(_, var expression) -> "?" + expression;
    };
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          text                          | a = "b"                              | {a: 'b'}
          number                        | a = 1.50                             | {a: 1.50}
          boolean                       | a = true                             | {a: true}
          null                          | a = null                             | {a: null}
          escapes                       | a = "q\\"\\\\\\u0041\\n"             | {a: 'q"\\A\\n'}
          interpolation                 | a = "x-${var.b}"                     | {a: 'x-${var.b}'}
          text in an interpolation      | a = "${f("}")}"                      | {a: '${f("}")}'}
          escaped interpolation         | a = "$${b}"                          | {a: '$${b}'}
          dollar alone                  | a = "$5 $$"                          | {a: '$5 $$'}
          expression                    | a = var.b                            | {a: '${var.b}'}
          negative number               | a = -1                               | {a: '${-1}'}
          sum                           | a = 1 + 2                            | {a: '${1 + 2}'}
          list                          | a = [1, "b", var.c,]                 | {a: [1, 'b', '${var.c}']}
          index of a list               | a = [1, 2][0]                        | {a: '${[1, 2][0]}'}
          object                        | a = { b = 1, "c" : d }               | {a: {b: 1, c: '${d}'}}
          object with a computed key    | a = { (b) = 1 }                      | {a: '${{ (b) = 1 }}'}
          loop over a list              | a = [for x in y : x]                 | {a: '${[for x in y : x]}'}
          list of a variable named for  | a = [fort]                           | {a: ['${fort}']}
          conditional                   | a = b ? 1 : 2                        | {a: '${b ? 1 : 2}'}
          block                         | a "b" "c" { d = 1 }                  | {a: {b: {c: [{d: 1}]}}}
          block without labels          | a {}                                 | {a: [{}]}
          bare label                    | a b {}                               | {a: {b: [{}]}}
          comments                      | a = 1 # x                            | {a: 1}
          comment inside                | a = [1, /* x */ 2] // y              | {a: [1, 2]}
          key twice                     | `a = 1\na = 2`                       | {a: 1 or 2}
          blocks of one type            | `a {}\na { b = 1 }`                  | {a: [{}, {b: 1}]}
          object over lines             | `a = {\n b = 1\n\n c = 2 }`          | {a: {b: 1, c: 2}}
          call over lines               | `a = f(\n 1,\n 2\n)`                 | `{a: '${f(\\n 1,\\n 2\\n)}'}`
          heredoc                       | `a = <<E\n b\n  c\nE\n`              | `{a: ' b\\n  c\\n'}`
          heredoc with indentation      | `a = <<-E\n  b\n   c\n  E\n`         | `{a: 'b\\n c\\n'}`
          carriage returns              | `a = 1\r\nb = 2\r\n`                 | {a: 1, b: 2}
          """)
  void a_file_becomes_the_tree_of_the_json_syntax(String name, String text, String expected) {
    String lines = text.replace("\\n", "\n").replace("\\r", "\r");
    assertThat(tree(read(name.equals("escapes") ? text : lines))).isEqualTo(expected);
    assertThat(complaints).isEmpty();
  }

  @Test
  void each_key_and_value_knows_its_line() {
    Mapping root = read("# x\na {\n  b = [\n    1,\n  ]\n}\n");
    assertThat(root.entries().getFirst().line()).isEqualTo(2);
    Node.Sequence blocks = (Node.Sequence) root.get("a").orElseThrow();
    Mapping body = (Mapping) blocks.items().getFirst();
    assertThat(body.line()).isEqualTo(2);
    assertThat(body.entries().getFirst().line()).isEqualTo(3);
    Node.Sequence list = (Node.Sequence) body.get("b").orElseThrow();
    assertThat(list.items().getFirst().line()).isEqualTo(4);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          no closing quote          | `a = "b\nc = 1`          | 1 | {c: 1}
          no value                  | `a =\nc = 1`             | 1 | {c: 1}
          no closing bracket        | `a = [1\nb {}\nc = 1`    | 2 | `{c: 1, b: [{}]}`
          no closing brace          | `a {\n  b = 1\n`         | 3 | {}
          two values                | `a = 1 2\nc = 1`         | 1 | {c: 1}
          brace alone               | `}\nc = 1`               | 1 | {c: 1}
          no closing word           | `a = <<E\nb\n`           | 1 | {}
          comment without an end    | `c = 1\n/* x`            | 2 | {c: 1}
          unknown escape            | `a = "\\q"\nc = 1`       | 1 | {c: 1}
          label without a body      | `a "b"\nc = 1`           | 1 | {c: 1}
          """)
  void what_is_no_hcl_is_named_and_the_rest_is_read(
      String name, String text, int line, String expected) {
    assertThat(tree(read(text.replace("\\n", "\n")))).as(name).isEqualTo(expected);
    assertThat(complaints.getFirst().code()).isEqualTo("SYNTAX");
    assertThat(complaints.getFirst().where().line()).isEqualTo(line);
  }

  @Test
  void a_complaint_says_what_was_lost() {
    read("a {\n  b = )\n}\nc = 1\n");
    Diagnostic complaint = complaints.getFirst();
    assertThat(complaint.where().place()).isEqualTo("main.tf:2");
    assertThat(complaint.found()).isEqualTo(")");
    assertThat(complaint.expected()).isEqualTo("a name");
    assertThat(complaint.help())
        .isEqualTo("what starts on line 1 was not read, the rest of the file was");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [  | ]
          (  | )
          !  |
          -  |
          a{ | }
          "${ | }"
          """)
  void nesting_without_end_is_refused(String open, String close) {
    String after = close == null ? "" : close;
    read("a = " + open.repeat(20_000) + "1" + after.repeat(20_000));
    assertThat(complaints).isNotEmpty();
  }

  @Test
  void a_long_row_of_operators_is_refused() {
    read("a = 1" + " + 1".repeat(100_000));
    assertThat(complaints.getFirst().found()).contains("operators in a row");
  }

  @Test
  void texts_inside_texts_are_read_in_linear_time() {
    read("a = f(" + "\"${".repeat(40) + "b" + "}\"".repeat(40) + ")");
    assertThat(complaints).isEmpty();
  }

  @Test
  void junk_never_faults() {
    Gen<String> junk =
        Gen.pick(
                "a", " ", "\n", "=", "{", "}", "[", "]", "\"", "${", "%{", "<<E\n", "E\n", "1", ".",
                "*", "?", ":", "for ", "in ", "=>", "...", "#", "/*", "\\", "$", "-", "(", ")", ",")
            .listOf(0, 40)
            .map(parts -> String.join("", parts));
    Property.cases(20_000)
        .holds(
            junk,
            text -> {
              Mapping root = Hcl.read("x", text, _ -> {});
              assertThat(root.line()).isEqualTo(1);
            });
  }
}
