package io.seawall.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTest {
  @TempDir Path root;
  private Path folder = Path.of("");

  @BeforeEach
  void aCase() throws IOException {
    folder = Files.createDirectory(root.resolve("case"));
    Files.writeString(folder.resolve("in-a.yaml"), "a: 1\n");
    Files.writeString(folder.resolve("out.txt"), "one\ntwo\nthree\n");
  }

  private void run(String result) {
    try (var golden = Golden.folder(folder)) {
      assertThat(golden.inputs()).containsExactly(folder.resolve("in-a.yaml"));
      golden.check("out.txt", result);
    }
  }

  @Test
  void an_equal_result_passes() {
    assertThatCode(() -> run("one\ntwo\nthree\n")).doesNotThrowAnyException();
  }

  @Test
  void a_result_that_differs_is_shown_line_by_line() {
    assertThatThrownBy(() -> run("one\n2\nthree\n"))
        .hasMessageEndingWith("  one\n- two\n+ 2\n  three\n");
  }

  @Test
  void a_missing_line_end_is_a_difference() {
    assertThatThrownBy(() -> run("one\ntwo\nthree"))
        .hasMessageContaining("- three\n+ three (no line end)\n");
  }

  @Test
  void a_missing_file_fails_and_shows_the_result() throws IOException {
    Files.delete(folder.resolve("out.txt"));
    assertThatThrownBy(() -> run("one\n"))
        .hasMessageContaining("no golden file")
        .hasMessageEndingWith("one\n");
  }

  @Test
  void a_file_that_nobody_used_fails() throws IOException {
    Files.writeString(folder.resolve("out.json"), "{}");
    assertThatThrownBy(() -> run("one\ntwo\nthree\n"))
        .hasMessageContaining("does not use: [out.json]");
  }

  @Test
  void files_are_rewritten_only_when_told() throws IOException {
    System.setProperty("seawall.golden", "write");
    try {
      run("new\n");
    } finally {
      System.clearProperty("seawall.golden");
    }
    assertThat(folder.resolve("out.txt")).hasContent("new");
    assertThatCode(() -> run("new\n")).doesNotThrowAnyException();
  }

  @Test
  void the_cases_are_the_folders_by_name() throws IOException {
    Files.createDirectory(root.resolve("another"));
    assertThat(Golden.cases(root)).containsExactly(root.resolve("another"), folder);
  }

  @Test
  void a_suite_without_cases_fails() {
    assertThatThrownBy(() -> Golden.cases(root.resolve("nothing")))
        .hasMessageContaining("no golden folders");
  }

  @Test
  void a_long_difference_skips_what_is_equal() {
    var many = "same\n".repeat(50);
    assertThat(LineDiff.between(many + "old\n" + many, many + "new\n" + many))
        .isEqualTo("  ...\n  same\n  same\n  same\n- old\n+ new\n  same\n  same\n  same\n");
  }
}
