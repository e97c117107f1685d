package io.seawall.templates.arm;

import io.seawall.templates.arm.Function.Arguments;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// What makes and takes apart texts.
///
/// Source: Azure Resource Manager, "String functions for ARM templates".
final class TextFunctions {
  private static final String DATA_URI = "data:text/plain;charset=utf8;base64,";
  private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9_.~-]");

  static final Map<String, Function> ALL =
      Map.ofEntries(
          Map.entry("tolower", changed(text -> text.toLowerCase(Locale.ROOT))),
          Map.entry("toupper", changed(text -> text.toUpperCase(Locale.ROOT))),
          Map.entry("trim", changed(String::strip)),
          Map.entry("uricomponent", changed(TextFunctions::percent)),
          Map.entry("base64", changed(TextFunctions::base64)),
          Map.entry("datauri", changed(text -> DATA_URI + base64(text))),
          Map.entry("base64tostring", TextFunctions::fromBase64),
          Map.entry("datauritostring", TextFunctions::fromDataUri),
          Map.entry("startswith", tested(String::startsWith)),
          Map.entry("endswith", tested(String::endsWith)),
          Map.entry("format", TextFormat::of),
          Map.entry("padleft", TextFunctions::padLeft),
          Map.entry("replace", TextFunctions::replace),
          Map.entry("split", TextFunctions::split),
          Map.entry("join", TextFunctions::join),
          Map.entry("substring", TextFunctions::substring));

  private TextFunctions() {}

  private static Function changed(UnaryOperator<String> change) {
    return arguments ->
        arguments.count() == 1
            ? arguments.text(0).map(text -> Value.Text.of(change.apply(text)))
            : Optional.empty();
  }

  /// Texts are compared without regard to case.
  private static Function tested(BiFunction<String, String, Boolean> test) {
    return arguments ->
        arguments
            .text(0)
            .flatMap(text ->
                arguments
                    .text(1)
                    .map(part ->
                        Value.of(
                            test.apply(
                                text.toLowerCase(Locale.ROOT), part.toLowerCase(Locale.ROOT)))));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String percent(String text) {
    StringBuilder out = new StringBuilder();
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      String character = String.valueOf((char) (one & 0xFF));
      out.append(
          UNRESERVED.matcher(character).matches()
              ? character
              : "%" + String.format(Locale.ROOT, "%02X", one & 0xFF));
    }
    return out.toString();
  }

  private static Optional<Value> fromBase64(Arguments arguments) {
    return arguments.text(0).flatMap(TextFunctions::decoded).map(Value.Text::of);
  }

  private static Optional<Value> fromDataUri(Arguments arguments) {
    return arguments
        .text(0)
        .filter(text -> text.startsWith("data:") && text.contains(";base64,"))
        .flatMap(text -> decoded(text.substring(text.indexOf(";base64,") + ";base64,".length())))
        .map(Value.Text::of);
  }

  private static Optional<String> decoded(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Optional<Value> padLeft(Arguments arguments) {
    Optional<String> text =
        arguments.text(0).or(() -> arguments.integer(0).map(number -> Long.toString(number)));
    Optional<String> with = arguments.count() < 3 ? Optional.of(" ") : arguments.text(2);
    Optional<Long> length = arguments.integer(1).filter(n -> n >= 0 && n <= 100_000);
    if (text.isEmpty() || length.isEmpty() || with.filter(pad -> pad.length() == 1).isEmpty()) {
      return Optional.empty();
    }
    int missing = Math.max(0, length.get().intValue() - text.get().length());
    return Optional.of(Value.Text.of(with.get().repeat(missing) + text.get()));
  }

  private static Optional<Value> replace(Arguments arguments) {
    Optional<String> text = arguments.text(0);
    Optional<String> old = arguments.text(1).filter(part -> !part.isEmpty());
    Optional<String> with = arguments.text(2);
    if (text.isEmpty() || old.isEmpty() || with.isEmpty()) {
      return Optional.empty();
    }
    long most = (long) text.get().length() / old.get().length() * with.get().length();
    return arguments.budget().fits((most + text.get().length()) / 64)
        ? Optional.of(Value.Text.of(text.get().replace(old.get(), with.get())))
        : Optional.empty();
  }

  private static Optional<Value> split(Arguments arguments) {
    Optional<String> text = arguments.text(0);
    Optional<List<String>> delimiters =
        arguments.text(1).map(List::of).or(() -> arguments.array(1).flatMap(TextFunctions::texts));
    if (text.isEmpty() || delimiters.isEmpty()) {
      return Optional.empty();
    }
    List<String> given = delimiters.get().stream().filter(one -> !one.isEmpty()).toList();
    if (given.isEmpty() || !arguments.budget().fits(text.get().length())) {
      return Optional.empty();
    }
    Pattern any = Pattern.compile(String.join("|", given.stream().map(Pattern::quote).toList()));
    List<Value> parts = new ArrayList<>();
    for (String part : any.split(text.get(), -1)) {
      parts.add(Value.Text.of(part));
    }
    return Optional.of(Value.Array.of(0, parts));
  }

  static Optional<List<String>> texts(List<Value> values) {
    List<String> texts = values.stream().flatMap(value -> value.asText().stream()).toList();
    return texts.size() == values.size() ? Optional.of(texts) : Optional.empty();
  }

  private static Optional<Value> join(Arguments arguments) {
    Optional<List<Value>> items = arguments.array(0);
    Optional<String> between = arguments.text(1);
    if (items.isEmpty() || between.isEmpty()) {
      return Optional.empty();
    }
    long length = (long) items.get().size() * between.get().length() / 64;
    if (!arguments.budget().fits(length + Value.Array.of(0, items.get()).size())) {
      return Optional.empty();
    }
    List<Value.Text> pieces = new ArrayList<>();
    for (Value item : items.get()) {
      Optional<Value.Text> piece = Arguments.piece(item);
      if (piece.isEmpty()) {
        return Optional.empty();
      }
      if (!pieces.isEmpty()) {
        pieces.add(Value.Text.of(between.get()));
      }
      pieces.add(piece.get());
    }
    return Optional.of(Value.Text.joined(pieces));
  }

  private static Optional<Value> substring(Arguments arguments) {
    Optional<String> text = arguments.text(0);
    Optional<Long> start = arguments.integer(1);
    if (text.isEmpty() || start.isEmpty()) {
      return Optional.empty();
    }
    Optional<Long> length =
        arguments.count() < 3
            ? Optional.of(text.get().length() - start.get())
            : arguments.integer(2);
    boolean within =
        length.isPresent()
            && start.get() >= 0
            && length.get() >= 0
            && length.get() <= text.get().length()
            && start.get() <= text.get().length() - length.get();
    return within
        ? Optional.of(
            Value.Text.of(
                text.get().substring(start.get().intValue(), (int) (start.get() + length.get()))))
        : Optional.empty();
  }
}
