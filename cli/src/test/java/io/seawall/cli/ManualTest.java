package io.seawall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Each command and flag has its place in `docs/manual/commands.md`.
class ManualTest {
  private static final String COMMON = "Options of all commands";
  private static final Pattern FLAG = Pattern.compile("`(--[a-z-]+)");

  /// A part of the page with its heading.
  private record Section(String heading, String text) {
    private boolean isOf(String command) {
      return Arrays.asList(heading.split("[ ,]+")).contains(command);
    }

    /// Whether it names the flag as code, with or without a value.
    private boolean names(String flag) {
      return Pattern.compile("`" + Pattern.quote(flag) + "[` =]").matcher(text).find();
    }
  }

  private static List<Section> sections() throws IOException {
    String page = Files.readString(Path.of("../docs/manual/commands.md"));
    return Arrays.stream(page.split("\n## "))
        .map(part -> part.split("\n", 2))
        .map(part -> new Section(part[0], part[1]))
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> every_flag_stands_in_the_section_of_its_command_or_among_the_common_ones()
      throws IOException {
    List<Section> sections = sections();
    return Commands.ALL.stream()
        .flatMap(command ->
            command.usage().options().stream()
                .flatMap(option -> option.names().stream())
                .map(flag ->
                    DynamicTest.dynamicTest(
                        command.name() + " " + flag,
                        () ->
                            assertThat(
                                    sections.stream()
                                        .filter(one -> one.names(flag))
                                        .filter(one ->
                                            one.isOf(command.name())
                                                || one.heading().equals(COMMON)))
                                .isNotEmpty())));
  }

  @Test
  void every_flag_of_the_page_is_one_of_some_command() throws IOException {
    List<String> known =
        Commands.ALL.stream()
            .flatMap(command -> command.usage().options().stream())
            .flatMap(option -> option.names().stream())
            .distinct()
            .toList();
    for (Section section : sections()) {
      Matcher flags = FLAG.matcher(section.text());
      while (flags.find()) {
        assertThat(known).as(section.heading()).contains(flags.group(1));
      }
    }
  }
}
