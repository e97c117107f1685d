package io.seawall.cli.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The same classes as compiled and as flattened, asked the same things.
class FlatClassTest {
  private final Class<?> flatSample = new Flattening().load(Sample.class);

  /// Loads flattened copies of the sample's classes.
  private static final class Flattening extends ClassLoader {
    Class<?> load(Class<?> original) {
      try {
        return loadClass(original.getName());
      } catch (ClassNotFoundException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(Sample.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      byte[] flat = FlatClass.of(bytes(name));
      return defineClass(name, flat, 0, flat.length);
    }
  }

  private static byte[] bytes(String name) {
    String file = "/" + name.replace('.', '/') + ".class";
    try (InputStream in = FlatClassTest.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new AssertionError("no " + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Object make(Class<?> type, Object... values) {
    try {
      return type.getConstructors()[0].newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.getName(), e);
    }
  }

  private static Object ask(Class<?> type, String method, Class<?> parameter, Object value) {
    try {
      return type.getMethod(method, parameter).invoke(null, value);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.getName(), e);
    }
  }

  private static Class<?> member(Class<?> type, String name) {
    return Stream.of(type.getClasses())
        .filter(one -> one.getSimpleName().equals(name))
        .findAny()
        .orElseThrow();
  }

  private static Object[] values() {
    return new Object[] {
      true, (byte) -3, 'c', (short) 300, 77, 1L << 40, 1.5f, -0.0, "text", List.of("a", "b")
    };
  }

  private static final Map<Integer, Object> OTHERS =
      new TreeMap<>(
          Map.of(
              0,
              false,
              1,
              (byte) 4,
              2,
              'd',
              3,
              (short) 301,
              4,
              78,
              5,
              1L,
              6,
              Float.NaN,
              7,
              0.0,
              8,
              "other",
              9,
              List.of("a")));

  @Test
  void a_flat_record_has_the_hash_of_the_original() {
    assertThat(make(flatSample, values())).hasSameHashCodeAs(make(Sample.class, values()));
  }

  @Test
  void flat_records_are_equal_if_and_only_if_every_component_is() {
    Object one = make(flatSample, values());
    assertThat(one).isEqualTo(make(flatSample, values())).isNotEqualTo("something else");
    OTHERS.forEach((index, other) -> {
      Object[] changed = values();
      changed[index] = other;
      assertThat(one).as("component %d", index).isNotEqualTo(make(flatSample, changed));
      assertThat(make(flatSample, changed)).isEqualTo(make(flatSample, changed));
      assertThat(make(flatSample, changed)).hasSameHashCodeAs(make(Sample.class, changed));
    });
  }

  @Test
  void a_flat_switch_takes_the_same_way() {
    for (String value : List.of("x", "y", "a long one")) {
      assertThat(ask(flatSample, "of", String.class, value)).isEqualTo(Sample.of(value));
    }
    Class<?> shape = flatSample.getClasses()[0];
    Object dot = make(member(shape, "Dot"));
    Object circle = make(member(shape, "Circle"), 3.0);
    Object large = make(member(shape, "Circle"), 11.0);
    Map.of(
            dot,
            "dot",
            circle,
            "circle",
            large,
            "large circle",
            make(member(shape, "Pair"), dot, circle),
            "dot and circle",
            make(member(shape, "Pair"), large, dot),
            "large circle and more")
        .forEach((value, name) -> assertThat(ask(shape, "name", shape, value)).isEqualTo(name));
  }

  @Test
  void no_call_that_can_be_flattened_is_left() {
    for (Class<?> type : List.of(Sample.class, Sample.Shape.class, Sample.Shape.Circle.class)) {
      List<String> before = calls(bytes(type.getName()));
      List<String> after = calls(FlatClass.of(bytes(type.getName())));
      assertThat(before).containsAnyOf("typeSwitch", "equals", "hashCode");
      assertThat(after).doesNotContain("equals", "hashCode");
    }
    assertThat(calls(FlatClass.of(bytes(Sample.Shape.class.getName()))))
        .doesNotContain("typeSwitch");
  }

  private static List<String> calls(byte[] bytes) {
    return ClassFile.of().parse(bytes).methods().stream()
        .flatMap(method -> method.code().stream())
        .flatMap(code -> code.elementStream())
        .filter(InvokeDynamicInstruction.class::isInstance)
        .map((CodeElement call) -> ((InvokeDynamicInstruction) call).name().stringValue())
        .toList();
  }
}
