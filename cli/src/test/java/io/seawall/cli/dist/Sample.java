package io.seawall.cli.dist;

import java.util.List;

/// A record with a component of every type, and switches of every kind.
///
/// @param b a byte
public record Sample(
    boolean a,
    byte b,
    char c,
    short d,
    int e,
    long f,
    float g,
    double h,
    String i,
    List<String> j) {
  /// Something to switch over.
  public sealed interface Shape {
    /// Without components.
    record Dot() implements Shape {}

    /// With one.
    record Circle(double radius) implements Shape {}

    /// With a nested one.
    record Pair(Shape left, Shape right) implements Shape {}

    /// A switch inside an interface.
    static String name(Shape shape) {
      return switch (shape) {
        case Dot _ -> "dot";
        case Circle(double radius) when radius > 10 -> "large circle";
        case Circle _ -> "circle";
        case Pair(Dot _, var right) -> "dot and " + name(right);
        case Pair(var left, _) -> name(left) + " and more";
      };
    }
  }

  /// A switch with a constant among its labels, which stays as it is compiled.
  public static String of(String value) {
    return switch (value) {
      case "x" -> "the letter";
      case String text when text.length() > 3 -> "a long text";
      case String text -> "text " + text;
    };
  }
}
