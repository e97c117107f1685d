package io.seawall.model.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeTest {
  private static final Mapping ROOT =
      new Mapping(
          1,
          List.of(
              new Entry("kind", 1, new Scalar(1, ScalarKind.STRING, "Pod")),
              new Entry("port", 2, new Scalar(2, ScalarKind.NUMBER, "80")),
              new Entry("none", 3, new Scalar(3, ScalarKind.NULL, "null")),
              new Entry("list", 4, new Sequence(4, List.of())),
              new Entry("on", 5, new Scalar(5, ScalarKind.BOOLEAN, "true"))));

  @Test
  void a_value_is_found_under_exactly_its_key() {
    assertThat(ROOT.get("kind")).map(Node::line).contains(1);
    assertThat(ROOT.get("Kind")).isEmpty();
    assertThat(ROOT.get("none")).isPresent();
  }

  @Test
  void only_scalars_that_are_not_null_have_text() {
    assertThat(ROOT.text("kind")).contains("Pod");
    assertThat(ROOT.text("port")).contains("80");
    assertThat(ROOT.text("none")).isEmpty();
    assertThat(ROOT.text("list")).isEmpty();
    assertThat(ROOT.text("absent")).isEmpty();
  }

  @Test
  void messages_say_what_a_value_is() {
    assertThat(ROOT.describe()).isEqualTo("a mapping");
    assertThat(ROOT.entries().stream().map(entry -> entry.value().describe()))
        .containsExactly("the text \"Pod\"", "the number 80", "null", "a list", "the boolean true");
    String longText = "x".repeat(61);
    assertThat(new Scalar(1, ScalarKind.STRING, longText).describe())
        .isEqualTo("the text \"" + "x".repeat(57) + "...\"");
    assertThat(new Scalar(1, ScalarKind.STRING, "x".repeat(60)).describe())
        .isEqualTo("the text \"" + "x".repeat(60) + "\"");
  }
}
