package io.seawall.templates.terraform.expression;

import io.seawall.model.document.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Source: Terraform language documentation, "String Functions".
final class Texts {
  private static final Pattern VERB = Pattern.compile("%(%|-?0?[0-9]*[sdvq])");

  private Texts() {}

  static Optional<Node> call(String name, List<Node> arguments) throws Refused {
    return switch (name) {
      case "tostring" ->
          Optional.of(
              Values.isNull(arguments.get(0))
                  ? Values.NULL
                  : Values.of(Values.needText(arguments.get(0))));
      case "lower" -> changed(text(arguments, 0).toLowerCase(Locale.ROOT));
      case "upper" -> changed(text(arguments, 0).toUpperCase(Locale.ROOT));
      case "trimspace" -> changed(text(arguments, 0).strip());
      case "trimprefix" -> changed(withoutPrefix(text(arguments, 0), text(arguments, 1)));
      case "trimsuffix" -> changed(withoutSuffix(text(arguments, 0), text(arguments, 1)));
      case "chomp" -> changed(text(arguments, 0).replaceAll("[\r\n]+$", ""));
      case "startswith" ->
          Optional.of(Values.of(text(arguments, 0).startsWith(text(arguments, 1))));
      case "endswith" -> Optional.of(Values.of(text(arguments, 0).endsWith(text(arguments, 1))));
      case "strcontains" -> Optional.of(Values.of(text(arguments, 0).contains(text(arguments, 1))));
      case "substr" -> Optional.of(substr(arguments));
      case "replace" -> replace(arguments);
      case "split" -> Optional.of(split(text(arguments, 0), text(arguments, 1)));
      case "join" -> join(arguments);
      case "format" -> format(arguments);
      case "jsonencode" -> Optional.of(arguments.get(0)); // a value that whoever reads it decodes
      case "jsondecode" -> decoded(arguments.get(0));
      default -> Optional.empty();
    };
  }

  private static Optional<Node> changed(String text) {
    return Optional.of(Values.of(text));
  }

  private static String text(List<Node> arguments, int index) throws Refused {
    return Values.needText(arguments.get(index));
  }

  private static String withoutPrefix(String text, String prefix) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  private static String withoutSuffix(String text, String suffix) {
    return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
  }

  private static Node substr(List<Node> arguments) throws Refused {
    String text = text(arguments, 0);
    int offset = Values.needInt(arguments.get(1));
    int start = Math.clamp(offset < 0 ? (long) text.length() + offset : offset, 0, text.length());
    int length = Values.needInt(arguments.get(2));
    int end = length < 0 ? text.length() : (int) Math.min(text.length(), (long) start + length);
    return Values.of(text.substring(start, end));
  }

  /// A text between slashes is a pattern, which is not carried out.
  private static Optional<Node> replace(List<Node> arguments) throws Refused {
    String what = text(arguments, 1);
    boolean pattern = what.length() > 1 && what.startsWith("/") && what.endsWith("/");
    return pattern || what.isEmpty()
        ? Optional.empty()
        : bounded(text(arguments, 0).replace(what, text(arguments, 2)));
  }

  private static Optional<Node> bounded(String text) throws Refused {
    if (text.length() > Budget.LONGEST_TEXT) {
      throw new Refused("a text of more than " + Budget.LONGEST_TEXT + " characters");
    }
    return changed(text);
  }

  private static Node split(String separator, String text) {
    List<Node> out = new ArrayList<>();
    if (separator.isEmpty()) {
      text.codePoints().forEach(c -> out.add(Values.of(Character.toString(c))));
    } else if (!text.isEmpty()) {
      for (String part : text.split(Pattern.quote(separator), -1)) {
        out.add(Values.of(part));
      }
    }
    return Values.list(out);
  }

  private static Optional<Node> join(List<Node> arguments) throws Refused {
    String separator = text(arguments, 0);
    List<String> texts = new ArrayList<>();
    long length = 0;
    for (Node list : arguments.subList(1, arguments.size())) {
      for (Node item : Values.needItems(list)) {
        if (Values.isUnknown(item)) {
          return Optional.empty();
        }
        String text = Values.needText(item);
        texts.add(text);
        length += text.length() + separator.length();
        if (length > Budget.LONGEST_TEXT) {
          throw new Refused("a text of more than " + Budget.LONGEST_TEXT + " characters");
        }
      }
    }
    return bounded(String.join(separator, texts));
  }

  /// The verbs `%s`, `%d`, `%v` and `%q`, with zeros in front; others are not carried out.
  private static Optional<Node> format(List<Node> arguments) throws Refused {
    String form = text(arguments, 0);
    if (VERB.matcher(form).replaceAll("").contains("%")) {
      return Optional.empty();
    }
    Matcher verb = VERB.matcher(form);
    StringBuilder out = new StringBuilder();
    int next = 1;
    int at = 0;
    while (verb.find()) {
      out.append(form, at, verb.start());
      at = verb.end();
      String what = verb.group(1);
      if (what.equals("%")) {
        out.append('%');
        continue;
      }
      if (Values.isUnknown(arguments.get(next))) {
        return Optional.empty();
      }
      String text = text(arguments, next++);
      String width = what.substring(0, what.length() - 1);
      if (width.startsWith("-") || width.length() > 3) {
        return Optional.empty();
      }
      boolean zeros = width.startsWith("0") && what.endsWith("d");
      int wide = width.isEmpty() ? 0 : Integer.parseInt(width);
      out.append((zeros ? "0" : " ").repeat(Math.max(0, wide - text.length())));
      out.append(what.endsWith("q") ? "\"" + text + "\"" : text);
    }
    return bounded(out.append(form, at, form.length()).toString());
  }

  /// What [#call] has for `jsonencode` is decoded already.
  private static Optional<Node> decoded(Node of) {
    return of instanceof Node.Scalar ? Optional.empty() : Optional.of(of);
  }
}
