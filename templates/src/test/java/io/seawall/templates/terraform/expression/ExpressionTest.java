package io.seawall.templates.terraform.expression;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Mapping;
import io.seawall.sources.hcl.Hcl;
import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
  /// `var.x` is what `known` says, and nothing else is known.
  private static Node evaluated(String text, String known) {
    Mapping variables = Hcl.read("x", known, _ -> {});
    Budget budget = new Budget();
    Scope scope =
        (root, names) ->
            !names.isEmpty() && variables.get(names.getFirst()).isPresent()
                ? new Scope.Target(
                    new Evaluator((r, _) -> new Scope.Target(Values.unknown(r), 0), budget)
                        .value(variables.get(names.getFirst()).orElseThrow(), Bindings.NONE),
                    1)
                : new Scope.Target(
                    Values.unknown(root + (names.isEmpty() ? "" : "." + names.getFirst())),
                    Math.min(1, names.size()));
    Mapping written = Hcl.read("x", "a = " + text + "\n", _ -> {});
    return new Evaluator(scope, budget).value(written.get("a").orElseThrow(), Bindings.NONE);
  }

  private static String tree(Node node) {
    return switch (node) {
      case Mapping(_, var entries) ->
          entries.stream()
              .map(entry -> entry.key() + ": " + tree(entry.value()))
              .collect(joining(", ", "{", "}"));
      case Node.Sequence(_, var items) ->
          items.stream().map(ExpressionTest::tree).collect(joining(", ", "[", "]"));
      case Node.Clash(var first, var last) -> tree(first.value()) + " or " + tree(last.value());
      case Node.Scalar(_, var kind, var text) ->
          kind == Node.ScalarKind.STRING ? "'" + text + "'" : text;
      case Node.Unresolved(_, var expression) -> "?" + expression;
    };
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1 + 2 * 3                                  | 7
          (1 + 2) * 3                                | 9
          7 % 4 - 1                                  | 2
          10 / 4                                     | 2.5
          1 / 0                                      | ?1 / 0
          -(1 + 2)                                   | -3
          !true                                      | false
          "true" && true                             | true
          1 < 2 == true                              | true
          "1" == 1                                   | false
          1.0 == 1                                   | true
          [1, 2] == [1, 2]                           | true
          null == null                               | true
          false && var.x                             | false
          var.x && false                             | false
          `true || var.x`                            | true
          var.x && true                              | ?var.x && true
          var.x == null                              | ?var.x == null
          true ? 1 : var.x                           | 1
          var.x ? 1 : 1                              | 1
          var.x ? 1 : 2                              | ?var.x ? 1 : 2
          "a-${1 + 1}"                               | 'a-2'
          "a-${var.x}"                               | ?a-${var.x}
          "${var.x}"                                 | ?var.x
          "${[1]}"                                   | [1]
          "%{ if true }a%{ endif }"                  | ?%{ if true }a%{ endif }
          { a = 1 }.a                                | 1
          { a = 1 }["a"]                             | 1
          { a = 1 }.b                                | ?{ a = 1 }.b
          [1, 2][1]                                  | 2
          [1, 2][2]                                  | ?[1, 2][2]
          [{ a = 1 }, { a = 2 }][*].a                | [1, 2]
          [{ a = 1 }, { a = 2 }].*.a                 | [1, 2]
          [for v in [1, 2] : v + 1]                  | [2, 3]
          [for v in [1, 2, 3] : v if v > 1]          | [2, 3]
          [for i, v in ["a"] : "${i}${v}"]           | ['0a']
          { for k, v in { a = 1 } : v => k }         | {1: 'a'}
          { for v in ["a", "a"] : v => 1... }        | {a: [1, 1]}
          [for v in var.x : v]                       | ?[for v in var.x : v]
          [for v in [var.x, 1] : v]                  | [?var.x, 1]
          """)
  void an_operation_has_the_value_that_terraform_gives(String text, String expected) {
    assertThat(tree(evaluated(text, ""))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          concat([1], [2])                           | [1, 2]
          concat([1], var.x)                         | ?concat([1], var.x)
          merge({ a = 1 }, { a = 2, b = 3 })         | {a: 2, b: 3}
          merge({ a = 1 }, null)                     | {a: 1}
          length([1, var.x])                         | 2
          length("abc")                              | 3
          lookup({ a = 1 }, "b", 2)                  | 2
          contains(["a"], "a")                       | true
          contains(["a", var.x], "b")                | ?contains(["a", var.x], "b")
          contains(["a", var.x], "a")                | true
          element([1, 2], 3)                         | 2
          keys({ b = 1, a = 2 })                     | ['a', 'b']
          values({ b = 1, a = 2 })                   | [2, 1]
          toset(["a", "a"])                          | ['a']
          tolist(toset(["b"]))                       | ['b']
          flatten([[1], [2, [3]]])                   | [1, 2, 3]
          compact(["a", "", null])                   | ['a']
          distinct([1, 1])                           | [1]
          coalesce(null, "", "a")                    | 'a'
          coalesce(var.x, "a")                       | ?coalesce(var.x, "a")
          try({}.a, 1)                               | 1
          try(var.x.a, 1)                            | ?var.x.a
          can({}.a)                                  | false
          one([])                                    | null
          one([1])                                   | 1
          zipmap(["a"], [1])                         | {a: 1}
          range(3)                                   | [0, 1, 2]
          alltrue([true, false, var.x])              | false
          join(",", ["a", 1])                        | 'a,1'
          join(",", [var.x])                         | ?join(",", [var.x])
          split(",", "a,b")                          | ['a', 'b']
          format("%s-%03d%%", "a", 7)                | 'a-007%'
          format("%s", var.x)                        | ?format("%s", var.x)
          lower("A")                                 | 'a'
          upper("a")                                 | 'A'
          replace("a.b", ".", "-")                   | 'a-b'
          replace("ab", "/a/", "-")                  | ?replace("ab", "/a/", "-")
          substr("hello", 1, 3)                      | 'ell'
          trimspace(" a ")                           | 'a'
          tobool("false")                            | false
          tonumber("1.50")                           | 1.5
          tostring(true)                             | 'true'
          max(1, 3, 2)                               | 3
          cidrsubnet("10.0.0.0/16", 8, 2)            | '10.0.2.0/24'
          cidrsubnet("fd00::/48", 16, 1)             | 'fd00:0:0:1::/64'
          cidrsubnet("10.0.0.0/16", 8, 256)          | ?cidrsubnet("10.0.0.0/16", 8, 256)
          cidrsubnets("10.0.0.0/16", 8, 4, 8)        | ['10.0.0.0/24', '10.0.16.0/20', '10.0.32.0/24']
          cidrhost("10.0.0.0/24", 4)                 | '10.0.0.4'
          cidrhost("10.0.0.0/24", -1)                | '10.0.0.255'
          cidrnetmask("10.0.0.0/20")                 | '255.255.240.0'
          jsondecode(jsonencode({ a = 1 })).a        | 1
          file("x")                                  | ?file("x")
          timestamp()                                | ?timestamp()
          element([], 0)                             | ?element([], 0)
          lower()                                    | ?lower()
          sum([1])                                   | ?sum([1])
          provider::azurerm::normalise("x")          | ?provider::azurerm::normalise("x")
          """)
  void a_function_has_the_value_that_terraform_gives(String text, String expected) {
    assertThat(tree(evaluated(text, ""))).isEqualTo(expected);
  }

  @Test
  void a_reference_leads_to_its_value() {
    assertThat(tree(evaluated("var.x.a[0]", "x = { a = [\"b\"] }"))).isEqualTo("'b'");
    assertThat(tree(evaluated("[for k in var.x : k]", "x = [1, 2]"))).isEqualTo("[1, 2]");
  }

  @Test
  void a_value_stands_where_its_expression_stands() {
    Node value = evaluated("merge({ a = 1 }, var.x)", "\n\n\nx = { b = [1] }");
    assertThat(((Mapping) value).entries()).allMatch(entry -> entry.line() == 1);
  }

  @Test
  void texts_that_double_end() {
    String many = "[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : c]]]";
    assertThat(evaluated(many, "")).isInstanceOf(Node.Unresolved.class);
  }

  @Test
  void junk_never_faults() {
    Gen<String> junk =
        Gen.pick(
                List.of(
                    "1",
                    "\"a\"",
                    "true",
                    "null",
                    "var.x",
                    "[1]",
                    "{ a = 1 }",
                    "[",
                    "]",
                    "(",
                    ")",
                    ",",
                    ".a",
                    "[0]",
                    "[*]",
                    " + ",
                    " && ",
                    " == ",
                    " ? ",
                    " : ",
                    "!",
                    "-",
                    "concat(",
                    "merge(",
                    "flatten(",
                    "try(",
                    "toset(",
                    "format(\"%s%d\", ",
                    "cidrsubnet(\"10.0.0.0/8\", ",
                    "range(",
                    "substr(\"a\", ",
                    "slice([1], ",
                    "for a in ",
                    "element(",
                    "99999999999",
                    "1e400",
                    "...",
                    "split(",
                    "join("))
            .listOf(0, 12)
            .map(parts -> String.join("", parts));
    Property.cases(20_000).holds(junk, text -> assertThat(safely(text)).isNotNull());
  }

  private static Node safely(String text) {
    boolean read = Hcl.read("x", "a = [" + text + "]\n", _ -> {}).get("a").isPresent();
    return read ? evaluated("[" + text + "]", "x = [1]") : Values.NULL;
  }
}
