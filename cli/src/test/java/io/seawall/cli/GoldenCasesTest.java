package io.seawall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every golden case, judged by the command line as a user would run it; with `-Dseawall.only=TEXT`
/// those alone whose name holds the text.
class GoldenCasesTest {
  private static final Path GOLDEN = Path.of("src/test/golden");
  private static final String ONLY = System.getProperty("seawall.only", "");

  @TestFactory
  Stream<DynamicTest> every_case_comes_out_as_the_facts_say() throws IOException {
    return cases().stream()
        .map(folder ->
            DynamicTest.dynamicTest(
                GOLDEN.relativize(folder).toString(),
                () -> assertThat(new GoldenCase(folder).problems()).isEmpty()));
  }

  @Test
  void every_folder_of_a_group_is_a_case() throws IOException {
    try (Stream<Path> groups = Files.list(GOLDEN)) {
      for (Path group : groups.filter(Files::isDirectory).toList()) {
        try (Stream<Path> folders = Files.list(group)) {
          assertThat(folders)
              .allSatisfy(folder -> assertThat(folder.resolve("case.yaml")).exists());
        }
      }
    }
  }

  private static List<Path> cases() throws IOException {
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      return files
          .filter(file -> file.endsWith("case.yaml"))
          .map(Path::getParent)
          .filter(folder -> GOLDEN.relativize(folder).toString().contains(ONLY))
          .sorted()
          .toList();
    }
  }
}
