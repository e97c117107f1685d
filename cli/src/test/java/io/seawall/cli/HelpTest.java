package io.seawall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.testkit.Golden;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  private static final Path HELP = Path.of("src/test/help");

  @Test
  void help_lists_every_command() {
    Ran ran = Ran.of("--help");
    assertThat(ran.exit()).isEqualTo(Exit.OK);
    assertThat(ran.err()).isEmpty();
    Golden.compare(HELP.resolve("seawall.txt"), ran.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"check", "can", "why", "who-can", "what-can", "map", "diff", "test", "demo"})
  void every_command_has_help_with_examples(String command) {
    Ran ran = Ran.of(command, "--help");
    assertThat(ran.exit()).isEqualTo(Exit.OK);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains("examples:\n  ").isEqualTo(Ran.of("help", command).out());
    Golden.compare(HELP.resolve(command + ".txt"), ran.out());
  }

  @Test
  void the_table_above_names_every_command() {
    assertThat(Commands.ALL)
        .extracting(Command::name)
        .containsExactly(
            "check", "can", "why", "who-can", "what-can", "map", "diff", "test", "demo");
  }

  @Test
  void no_line_of_help_is_wider_than_a_terminal() {
    for (Command command : Commands.ALL) {
      assertThat(Help.of(command.usage()).lines())
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }
  }

  @Test
  void without_a_command_help_goes_to_err_and_the_usage_is_wrong() {
    Ran ran = Ran.of();
    assertThat(ran.exit()).isEqualTo(Exit.WRONG_USAGE);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("Seawall: ");
  }

  @Test
  void the_version_is_told() {
    assertThat(Ran.of("--version").out()).isEqualTo("seawall 0.0.0\n");
  }
}
