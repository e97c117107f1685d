package io.seawall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.practices.Check;
import io.seawall.practices.Checks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Each check has its page in `docs/practices`, and each page its check.
class PagesTest {
  private static final Path PAGES = Path.of("../docs/practices");
  private static final String INDEX = "README.md";

  @TestFactory
  Stream<DynamicTest> every_check_has_a_page_with_its_claim() {
    return Checks.ALL.stream()
        .map(check ->
            DynamicTest.dynamicTest(
                check.code(),
                () ->
                    assertThat(Files.readString(PAGES.resolve(page(check))))
                        .startsWith("# " + check.code() + "\n")
                        .contains(check.claim())));
  }

  @Test
  void every_page_is_of_a_check() throws IOException {
    List<String> expected = Checks.ALL.stream().map(PagesTest::page).toList();
    try (Stream<Path> files = Files.list(PAGES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.equals(INDEX))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void the_index_links_to_every_page() throws IOException {
    String index = Files.readString(PAGES.resolve(INDEX));
    assertThat(Checks.ALL)
        .allSatisfy(check -> assertThat(index).contains("(" + page(check) + ")", check.claim()));
  }

  private static String page(Check check) {
    return check.code() + ".md";
  }
}
