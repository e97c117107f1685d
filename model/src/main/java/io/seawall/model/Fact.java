package io.seawall.model;

import java.util.Optional;
import java.util.function.Function;

/// One property of a resource as the input gives it. A property that was left out, one that is
/// written as null and one whose value cannot be known from the input are three different things,
/// and none of them is a default.
public sealed interface Fact<T> {
  /// Where it stands, or the resource that would hold it.
  SourceRef where();

  /// The value is written.
  record Known<T>(T value, SourceRef where) implements Fact<T> {}

  /// The key is written with a null value.
  record Null<T>(SourceRef where) implements Fact<T> {}

  /// The key is not there. An answer of an old API version leaves out newer properties in silence.
  record Absent<T>(SourceRef where) implements Fact<T> {}

  /// The key is there, but its value can only be known elsewhere, such as in a parameter file.
  ///
  /// @param expression as written
  record Unresolved<T>(String expression, SourceRef where) implements Fact<T> {}

  /// The value, where it is written.
  default Optional<T> known() {
    return this instanceof Known<T>(var value, var _) ? Optional.of(value) : Optional.empty();
  }

  /// Whether the value is written and equals `value`.
  default boolean is(T value) {
    return this instanceof Known<T>(var mine, var _) && mine.equals(value);
  }

  /// Whether neither a value nor an expression is written: the service decides.
  default boolean isLeftOut() {
    return this instanceof Absent<T> || this instanceof Null<T>;
  }

  /// The fact as two documents tell it: `first` itself where the second says the same, else
  /// unresolved.
  ///
  /// @param second of the same property
  static <T> Fact<T> joined(Fact<T> first, Fact<?> second) {
    boolean same = first.isLeftOut() == second.isLeftOut() && first.known().equals(second.known());
    return same
        ? first
        : new Unresolved<>(
            "which of two answers is right: "
                + first.where().place()
                + " and "
                + second.where().place()
                + " differ",
            first.where());
  }

  /// The same fact with its value translated.
  default <R> Fact<R> map(Function<T, R> translation) {
    return switch (this) {
      case Known<T>(var value, var at) -> new Known<>(translation.apply(value), at);
      case Null<T>(var at) -> new Null<>(at);
      case Absent<T>(var at) -> new Absent<>(at);
      case Unresolved<T>(var expression, var at) -> new Unresolved<>(expression, at);
    };
  }
}
