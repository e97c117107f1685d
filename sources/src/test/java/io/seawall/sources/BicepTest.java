package io.seawall.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.document.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bicep files with a program in place of the compiler.
class BicepTest {
  private static final String EXPECTED =
      ", expected YAML, JSON or Terraform: .yaml, .yml, .json, .tf, .tfvars or no extension";

  @TempDir Path folder;

  @Test
  void a_file_is_compiled_without_fetching_anything() throws IOException {
    write("in/main.bicep", "param x string");
    Outcome outcome = read(program("echo \"{\\\"arguments\\\": \\\"$*\\\"}\""));
    assertThat(outcome.trees())
        .containsExactly(
            "{arguments: 'build --stdout --no-restore " + folder.resolve("in/main.bicep") + "'}");
    Document document = outcome.documents().getFirst();
    assertThat(document.file()).isEqualTo(folder + "/in/main.bicep");
    assertThat(document.root().line()).isZero();
    assertThat(document.root().entries().getFirst().value().line()).isZero();
  }

  @Test
  void modules_are_read_with_the_files_that_use_them() throws IOException {
    write("in/main.bicep", "module net './lib/net.bicep' = {\n}\n");
    write("in/lib/net.bicep", "param x string");
    write("in/old.bicep", "param x string");
    write("in/old.json", "{}");
    Outcome outcome = read(program("echo \"{\\\"file\\\": \\\"$4\\\"}\""));
    assertThat(outcome.trees())
        .contains("{file: '" + folder.resolve("in/main.bicep") + "'}")
        .hasSize(2); // with old.json
    assertThat(outcome.messages())
        .containsExactly(
            folder
                + "/in/lib/net.bicep: note: [NOT_READ] found a Bicep module, which is read with the"
                + " file that uses it"
                + EXPECTED,
            folder
                + "/in/old.bicep: note: [NOT_READ] found a Bicep file with its ARM template beside"
                + " it"
                + EXPECTED);
  }

  @Test
  void what_does_not_compile_is_told_with_the_first_error() throws IOException {
    write("in/main.bicep", "param");
    String failing =
        "echo '/in/main.bicep(1,1) : Warning no-unused: unused' >&2\n"
            + "echo '/in/main.bicep(1,6) : Error BCP013: Expected a parameter name' >&2\nexit 1";
    assertThat(read(program(failing)).messages())
        .containsExactly(
            folder
                + "/in/main.bicep: error: [BICEP] found bicep build: Error BCP013: Expected a"
                + " parameter name, expected a file that compiles without fetching anything; help:"
                + " try bicep build "
                + folder
                + "/in/main.bicep; bicep restore fetches modules of registries");
  }

  @Test
  void a_program_that_does_not_end_is_stopped() throws IOException {
    write("in/main.bicep", "param x string");
    Optional<Bicep> slow = program("sleep 600", Duration.ofMillis(300));
    assertThat(read(slow).messages().getFirst()).contains("it took more than 0 s");
    assertThat(read(program("yes")).messages().getFirst()).contains("more than 67108864 bytes");
    assertThat(read(program("exit 7")).messages().getFirst()).contains("it ended with code 7");
  }

  @Test
  void the_program_is_looked_for_on_the_path_and_where_the_azure_command_line_keeps_it()
      throws IOException {
    program("exit 0");
    String bin = folder.resolve("bin").toString();
    assertThat(Bicep.in(Map.of("PATH", "/nowhere:" + bin))).isPresent();
    assertThat(Bicep.in(Map.of("AZURE_CONFIG_DIR", folder.toString()))).isPresent();
    assertThat(
            Bicep.in(Map.of("PATH", ".:" + Path.of("").toAbsolutePath().relativize(Path.of(bin)))))
        .isEmpty();
    assertThat(Bicep.in(Map.of("HOME", folder.toString()))).isEmpty();
    assertThat(Bicep.in(Map.of())).isEmpty();
  }

  @Test
  void without_the_program_the_file_is_noted() throws IOException {
    write("in/main.bicep", "param x string");
    assertThat(read(Optional.empty()).messages())
        .containsExactly(
            folder
                + "/in/main.bicep: note: [NOT_READ] found a Bicep file, and no bicep on the path or"
                + " where az keeps it"
                + EXPECTED
                + "; help: give the ARM template: az bicep build --file FILE");
  }

  private Outcome read(Optional<Bicep> bicep) {
    return Outcome.of((documents, complaints) -> {
      Paths paths = new Paths(Limits.DEFAULT, documents, complaints, Map.of());
      paths.path(folder + "/in");
      paths.close(() -> bicep);
    });
  }

  private Optional<Bicep> program(String script) throws IOException {
    return program(script, Duration.ofSeconds(60));
  }

  private Optional<Bicep> program(String script, Duration limit) throws IOException {
    Path file = write("bin/bicep", "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return Bicep.in(Map.of("PATH", folder.resolve("bin").toString()), limit);
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
