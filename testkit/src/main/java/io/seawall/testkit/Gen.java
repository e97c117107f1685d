package io.seawall.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A way to make values of one type out of choices. Choice 0 should lead to the simplest value.
@FunctionalInterface
public interface Gen<T> {
  /// The value that these choices lead to.
  T from(Choices choices);

  /// The same values, changed one by one.
  default <R> Gen<R> map(Function<? super T, ? extends R> change) {
    return choices -> change.apply(from(choices));
  }

  /// Values of a generator that itself depends on a drawn value.
  default <R> Gen<R> then(Function<? super T, Gen<R>> next) {
    return choices -> next.apply(from(choices)).from(choices);
  }

  /// Lists of `least` to `most` values, both included.
  default Gen<List<T>> listOf(int least, int most) {
    return choices -> {
      var size = least + choices.draw(most - least + 1);
      var values = new ArrayList<T>(size);
      for (var i = 0; i < size; i++) {
        values.add(from(choices));
      }
      return List.copyOf(values);
    };
  }

  /// Now and then a value, else nothing.
  default Gen<Optional<T>> optional() {
    return choices -> choices.draw(2) == 0 ? Optional.empty() : Optional.of(from(choices));
  }

  /// Always this value.
  static <T> Gen<T> just(T value) {
    return _ -> value;
  }

  /// One of these values, each as likely; the first is the simplest.
  @SafeVarargs
  @SuppressWarnings("varargs") // copied at once, nothing is stored into the array
  static <T> Gen<T> pick(T... values) {
    return pick(List.of(values));
  }

  /// One of these values, each as likely; the first is the simplest.
  static <T> Gen<T> pick(List<T> values) {
    var all = List.copyOf(values);
    return choices -> all.get(choices.draw(all.size()));
  }

  /// A value of one of these generators, each as likely; the first is the simplest.
  @SafeVarargs
  @SuppressWarnings("varargs") // copied at once, nothing is stored into the array
  static <T> Gen<T> oneOf(Gen<? extends T>... gens) {
    var all = List.of(gens);
    return choices -> all.get(choices.draw(all.size())).from(choices);
  }

  /// Whole numbers from `least` to `most`, both included; `least` is the simplest.
  ///
  /// @throws IllegalArgumentException if the range is empty or holds more than 2^31 - 1 numbers
  static Gen<Integer> ints(int least, int most) {
    var size = (long) most - least + 1;
    if (size < 1 || size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("not a range of choices: " + least + " to " + most);
    }
    return choices -> least + choices.draw((int) size);
  }

  /// Unsigned numbers of this many bits, from 1 to 64, drawn in pieces of 16; 0 is the simplest.
  static Gen<Long> bits(int width) {
    return choices -> {
      var value = 0L;
      for (var left = width; left > 0; left -= 16) {
        var piece = Math.min(left, 16);
        value = (value << piece) | choices.draw(1 << piece);
      }
      return value;
    };
  }

  /// Yes or no; no is the simplest.
  static Gen<Boolean> booleans() {
    return choices -> choices.draw(2) == 1;
  }
}
