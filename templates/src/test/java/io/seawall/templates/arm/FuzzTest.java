package io.seawall.templates.arm;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.Diagnostic;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Clash;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.model.document.Node.Unresolved;
import io.seawall.templates.Templates;
import io.seawall.testkit.Choices;
import io.seawall.testkit.Gen;
import io.seawall.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// No template is a fault: whatever it says, it is carried out to documents of bounded depth, or
/// complained of.
class FuzzTest {
  private static final String[] NAMES = {
    "parameters",
    "variables",
    "concat",
    "format",
    "resourceId",
    "union",
    "if",
    "and",
    "coalesce",
    "copyIndex",
    "length",
    "split",
    "join",
    "replace",
    "take",
    "skip",
    "substring",
    "range",
    "json",
    "string",
    "createArray",
    "createObject",
    "map",
    "filter",
    "reduce",
    "sort",
    "toObject",
    "groupBy",
    "lambda",
    "lambdaVariables",
    "flatten",
    "items",
    "tryGet",
    "first",
    "last",
    "contains",
    "empty",
    "equals",
    "not",
    "add",
    "div",
    "mod",
    "padLeft",
    "uniqueString",
    "reference",
    "cidrSubnet",
    "cidrHost",
    "parseCidr",
    "base64ToString",
    "indexOf",
    "resourceGroup",
    "subscription",
    "subscriptionResourceId",
    "extensionResourceId",
    "intersection",
    "mapValues",
    "shallowMerge",
    "int",
    "bool",
    "dataUriToString",
    "ns.f",
    "min",
    "nothing"
  };
  private static final String[] WORDS = {
    "a",
    "",
    "p",
    "q",
    "v",
    "w",
    "{0}-{1:D4}{{",
    "Microsoft.Network/virtualNetworks/subnets",
    "10.0.0.0/8",
    "{\"a\":[1,null]}",
    "/",
    "é😀",
    "true",
    "b25l"
  };
  private static final String[] KEYS = {
    "name",
    "type",
    "properties",
    "copy",
    "count",
    "input",
    "condition",
    "resources",
    "template",
    "parameters",
    "variables",
    "value",
    "defaultValue",
    "outputs",
    "mode",
    "p",
    "q",
    "v",
    "w",
    "expressionEvaluationOptions",
    "scope",
    "existing",
    "functions",
    "namespace",
    "members",
    "output",
    "subnets",
    "id",
    "[parameters('p')]",
    "resourceGroup",
    "languageVersion",
    "apiVersion"
  };

  private static String expression(Choices choices, int depth) {
    return switch (choices.draw(depth <= 0 ? 3 : 9)) {
      case 0 -> "'" + WORDS[choices.draw(WORDS.length)] + "'";
      case 1 -> Integer.toString(choices.draw(12) - 2);
      case 2 -> "parameters('" + (choices.draw(2) == 0 ? "p" : "q") + "')";
      case 3 -> expression(choices, depth - 1) + "[" + expression(choices, depth - 1) + "]";
      case 4 -> expression(choices, depth - 1) + ".a";
      case 5 ->
          "map("
              + expression(choices, depth - 1)
              + ", lambda('a', "
              + expression(choices, depth - 1)
              + "))";
      default -> {
        List<String> arguments = new ArrayList<>();
        int count = choices.draw(4);
        for (int i = 0; i < count; i++) {
          arguments.add(expression(choices, depth - 1));
        }
        yield NAMES[choices.draw(NAMES.length)] + "(" + String.join(", ", arguments) + ")";
      }
    };
  }

  /// Sometimes cut off or with a piece of noise in it.
  private static String text(Choices choices) {
    String text = "[" + expression(choices, 4) + "]";
    return switch (choices.draw(8)) {
      case 0 -> WORDS[choices.draw(WORDS.length)];
      case 1 -> text.substring(0, choices.draw(text.length() + 1)) + "]";
      case 2 -> "[" + text;
      default -> text;
    };
  }

  private static Node node(Choices choices, int depth) {
    int line = choices.draw(50) + 1;
    return switch (choices.draw(depth <= 0 ? 4 : 10)) {
      case 0 -> new Scalar(line, ScalarKind.STRING, text(choices));
      case 1 -> new Scalar(line, ScalarKind.NUMBER, Integer.toString(choices.draw(900)));
      case 2 -> new Scalar(line, ScalarKind.BOOLEAN, choices.draw(2) == 0 ? "true" : "false");
      case 3 -> new Scalar(line, ScalarKind.NULL, "null");
      case 4, 5 -> {
        List<Node> items = new ArrayList<>();
        for (int i = choices.draw(4); i > 0; i--) {
          items.add(node(choices, depth - 1));
        }
        yield new Sequence(line, items);
      }
      case 6 -> loop(choices, depth, line);
      default -> mapping(choices, depth, line);
    };
  }

  private static Mapping loop(Choices choices, int depth, int line) {
    Mapping loop =
        new Mapping(
            line,
            List.of(
                entry("name", new Scalar(line, ScalarKind.STRING, "p")),
                entry("count", node(choices, 0)),
                entry("input", node(choices, depth - 1))));
    return new Mapping(
        line,
        List.of(entry("copy", choices.draw(2) == 0 ? loop : new Sequence(line, List.of(loop)))));
  }

  private static Entry entry(String key, Node value) {
    return new Entry(key, value.line(), value);
  }

  private static Mapping mapping(Choices choices, int depth, int line) {
    List<Entry> entries = new ArrayList<>();
    for (int i = choices.draw(5); i > 0; i--) {
      Entry entry = entry(KEYS[choices.draw(KEYS.length)], node(choices, depth - 1));
      entries.add(
          choices.draw(20) == 19
              ? new Entry(
                  entry.key(), line, new Clash(entry, entry(entry.key(), node(choices, depth - 1))))
              : entry);
    }
    return new Mapping(line, entries);
  }

  private static Node resource(Choices choices) {
    Mapping rest = mapping(choices, 4, 3);
    List<Entry> entries = new ArrayList<>(rest.entries());
    String[] types = {
      "Microsoft.Network/virtualNetworks", "Microsoft.Network/virtualNetworks/subnets",
      "Microsoft.Resources/deployments", "subnets"
    };
    String type = types[choices.draw(types.length)];
    entries.add(entry("type", new Scalar(3, ScalarKind.STRING, type)));
    entries.add(entry("name", new Scalar(3, ScalarKind.STRING, text(choices))));
    if (type.endsWith("deployments")) {
      entries.add(
          entry(
              "properties",
              new Mapping(3, List.of(entry("template", new Mapping(3, template(choices, 1)))))));
    }
    return new Mapping(3, entries);
  }

  private static List<Entry> template(Choices choices, int most) {
    List<Entry> entries = new ArrayList<>();
    for (String section : List.of("parameters", "variables", "outputs", "functions")) {
      entries.add(entry(section, named(choices)));
    }
    List<Node> resources = new ArrayList<>();
    for (int i = choices.draw(most + 1); i >= 0; i--) {
      resources.add(most > 0 && choices.draw(3) > 0 ? resource(choices) : node(choices, 3));
    }
    entries.add(entry("resources", new Sequence(1, resources)));
    return entries;
  }

  private static Node named(Choices choices) {
    List<Entry> entries = new ArrayList<>();
    for (String name : List.of("p", "v", "w")) {
      Node value = node(choices, 3);
      entries.add(
          entry(
              name,
              choices.draw(3) == 0
                  ? value
                  : new Mapping(1, List.of(entry("defaultValue", value), entry("value", value)))));
    }
    return new Mapping(1, entries);
  }

  private static final Gen<Mapping> TEMPLATES =
      choices -> {
        List<Entry> entries = new ArrayList<>();
        String schema =
            "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
        entries.add(entry("$schema", new Scalar(1, ScalarKind.STRING, schema)));
        entries.addAll(template(choices, 2));
        return new Mapping(1, entries);
      };

  @Test
  void no_template_is_a_fault() {
    Property.cases(2000)
        .holds(
            TEMPLATES,
            template -> {
              List<Document> documents = new ArrayList<>();
              List<Diagnostic> complaints = new ArrayList<>();
              Templates templates = Templates.into(documents::add, complaints::add);
              templates.accept(new Document("main.json", template));
              templates.close();
              assertThat(documents).allMatch(document -> depth(document.root()) < 100);
              assertThat(documents).allMatch(document -> document.root().text("id").isPresent());
            });
  }

  private static int depth(Node node) {
    return switch (node) {
      case Mapping(_, var entries) ->
          1 + entries.stream().mapToInt(entry -> depth(entry.value())).max().orElse(0);
      case Sequence(_, var items) -> 1 + items.stream().mapToInt(FuzzTest::depth).max().orElse(0);
      case Clash(var first, var last) -> Math.max(depth(first.value()), depth(last.value()));
      case Scalar _, Unresolved _ -> 0;
    };
  }
}
