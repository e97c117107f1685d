package io.seawall.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.seawall.model.document.Document;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
  @TempDir Path folder;

  @Test
  void a_folder_is_read_in_the_order_of_names() throws IOException {
    write("b.yaml", "i: 2");
    write("a.json", "{\"i\": 1}");
    write("c/d.yml", "i: 3");
    write("c/d/e.YAML", "i: 4");
    write("f", "i: 5");
    Outcome outcome = read(folder.toString());
    assertThat(outcome.trees()).containsExactly("{i: 1}", "{i: 2}", "{i: 4}", "{i: 3}", "{i: 5}");
    assertThat(names(outcome))
        .containsExactly(in("a.json"), in("b.yaml"), in("c/d/e.YAML"), in("c/d.yml"), in("f"));
    assertThat(outcome.messages()).isEmpty();
  }

  @Test
  void names_start_with_what_the_user_typed() throws IOException {
    write("a.yaml", "i: 1");
    Path here = Path.of("").toAbsolutePath();
    String relative = here.relativize(folder).toString();
    assertThat(names(read(relative))).containsExactly(relative + "/a.yaml");
    assertThat(names(read("./" + relative + "/"))).containsExactly(relative + "/a.yaml");
    assertThat(names(read("./" + relative + "/a.yaml"))).containsExactly(relative + "/a.yaml");
  }

  @Test
  void the_current_folder_needs_no_name() {
    Outcome outcome = read("src/test/java/..");
    assertThat(outcome.complaints())
        .extracting(d -> d.where().file())
        .contains("src/test/java/io/seawall/sources/SourcesTest.java");
    assertThat(read(".").complaints())
        .extracting(d -> d.where().file())
        .contains("src/test/java/io/seawall/sources/SourcesTest.java");
  }

  @Test
  void standard_input_is_a_dash() {
    Outcome outcome = Outcome.of("{\"a\": 1}");
    assertThat(names(outcome)).containsExactly("-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no/such/file", "a\0b", ""})
  void a_path_that_leads_nowhere_is_named(String path) {
    assertThat(read(path).messages())
        .containsExactly(
            path
                + ": error: [NO_SUCH_FILE] found nothing there, expected a file or folder;"
                + " help: check the spelling; - stands for standard input");
  }

  @Test
  void other_files_are_noted_one_by_one() throws IOException {
    write("a.hcl", "x = 1");
    write("b.bicep", "param x string");
    write("c.md", "# a: 1");
    write("d.tpl", "{{ x }}");
    String expected =
        "expected YAML, JSON or Terraform: .yaml, .yml, .json, .tf, .tfvars or no extension";
    assertThat(read(folder.toString()).messages())
        .containsExactly(
            in("a.hcl")
                + ": note: [NOT_READ] found a file in HCL that is not of Terraform, "
                + expected
                + "; help: give its plan: terraform show -json PLAN",
            in("b.bicep")
                + ": note: [NOT_READ] found a Bicep file, "
                + expected
                + "; help: give the ARM template: az bicep build --file FILE",
            in("c.md") + ": note: [NOT_READ] found a file of another kind, " + expected,
            in("d.tpl")
                + ": note: [NOT_READ] found a Helm template, "
                + expected
                + "; help: render it first: helm template CHART");
  }

  @Test
  void a_file_that_is_named_is_read_whatever_its_extension() throws IOException {
    write("dump.txt", "i: 1");
    write("main.bicep", "i: 2");
    Outcome outcome = read(in("dump.txt"), in("main.bicep"));
    assertThat(outcome.trees()).containsExactly("{i: 1}");
    assertThat(outcome.codes()).containsExactly("NOT_READ");
  }

  @Test
  void files_of_terraform_say_what_is_meant_to_be() throws IOException {
    write("main.tf", "a \"b\" {\n  c = var.d\n}\n");
    write("terraform.tfvars", "d = [1]");
    Outcome outcome = read(folder.toString());
    assertThat(outcome.trees()).containsExactly("{a: {b: [{c: '${var.d}'}]}}", "{d: [1]}");
    assertThat(outcome.documents()).allMatch(Document::intended);
  }

  @Test
  void a_file_of_terraform_that_is_no_text_is_named() throws IOException {
    Files.write(folder.resolve("a.tf"), new byte[] {'a', (byte) 0xff});
    Files.write(folder.resolve("b.tf"), new byte[] {'a', 0});
    assertThat(read(folder.toString()).codes()).containsExactly("NOT_TEXT", "NOT_TEXT");
  }

  @Test
  void a_file_without_extension_that_is_no_data_is_noted_once() throws IOException {
    write("LICENSE", "Apache License\n\tVersion 2.0, January 2004\n  a: b: c\n");
    write("Makefile", "all:\n\techo a: b\n");
    write("broken.yaml", "all:\n\techo\n");
    write("manifest", "i: 1\n---\nn: [\n");
    Files.write(folder.resolve("tool"), new byte[] {0x7f, 'E', 'L', 'F', 0, 0});
    Outcome outcome = read(folder.toString());
    assertThat(outcome.trees()).containsExactly("{i: 1}");
    assertThat(outcome.complaints())
        .extracting(d -> d.code() + " " + d.where().place())
        .containsExactly(
            "NOT_READ " + in("LICENSE"),
            "NOT_READ " + in("Makefile"),
            "SYNTAX " + in("broken.yaml") + ":2",
            "SYNTAX " + in("manifest") + ":4",
            "NOT_READ " + in("tool"));
    assertThat(outcome.messages().getFirst())
        .isEqualTo(
            in("LICENSE")
                + ": note: [NOT_READ] found a file without extension that is neither YAML nor JSON,"
                + " expected YAML, JSON or Terraform: .yaml, .yml, .json, .tf, .tfvars or no extension");
  }

  @Test
  void what_starts_like_an_object_is_not_left_out_in_silence() throws IOException {
    write("z.txt", "# for all\napiVersion: v1\nkind: Pod");
    assertThat(read(folder.toString()).messages())
        .singleElement()
        .asString()
        .startsWith(in("z.txt") + ": warning: [OBJECT_NOT_READ] found a file of another kind that");
  }

  @Test
  void hidden_entries_are_left_out_with_a_note_but_for_those_of_version_control()
      throws IOException {
    write(".git/config.yaml", "i: 1");
    write(".hidden.yaml", "i: 2");
    write("a.yaml", "i: 3");
    Outcome outcome = read(folder.toString());
    assertThat(outcome.trees()).containsExactly("{i: 3}");
    assertThat(outcome.messages())
        .containsExactly(
            in(".hidden.yaml")
                + ": note: [NOT_READ] found a hidden file,"
                + " expected YAML, JSON or Terraform: .yaml, .yml, .json, .tf, .tfvars or no extension");
  }

  @Test
  void a_file_is_read_once_however_often_it_is_named() throws IOException {
    write("a.yaml", "i: 1");
    write("b/c.yaml", "i: 2");
    Files.createSymbolicLink(folder.resolve("z.yaml"), folder.resolve("a.yaml"));
    Outcome outcome = read(folder.toString(), folder.toString(), in("a.yaml"), in("b"));
    assertThat(names(outcome)).containsExactly(in("a.yaml"), in("b/c.yaml"));
  }

  @Test
  void links_are_followed_inside_the_folder_only() throws IOException {
    write("top/..data/a.yaml", "i: 1");
    write("outside/b.yaml", "i: 2");
    Path top = folder.resolve("top");
    Files.createSymbolicLink(top.resolve("a.yaml"), Path.of("..data/a.yaml"));
    Files.createSymbolicLink(top.resolve("b.yaml"), Path.of("../outside/b.yaml"));
    Files.createSymbolicLink(top.resolve("broken.yaml"), Path.of("nowhere"));
    Files.createSymbolicLink(top.resolve("loop"), Path.of("."));
    Files.createSymbolicLink(top.resolve("out"), Path.of(".."));
    Outcome outcome = read(top.toString());
    assertThat(names(outcome)).containsExactly(in("top/a.yaml"));
    String expected =
        ", expected YAML, JSON or Terraform: .yaml, .yml, .json, .tf, .tfvars or no extension";
    String help = "; help: name its target to have it read";
    assertThat(outcome.messages())
        .containsExactly(
            in("top/b.yaml")
                + ": note: [NOT_READ] found a link that leaves the folder"
                + expected
                + help,
            in("top/broken.yaml")
                + ": note: [NOT_READ] found neither a file nor a folder"
                + expected,
            in("top/out")
                + ": note: [NOT_READ] found a link that leaves the folder"
                + expected
                + help);
  }

  @Test
  void a_folder_may_be_a_link_itself() throws IOException {
    write("real/a.yaml", "i: 1");
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
    assertThat(names(read(in("link")))).containsExactly(in("link/a.yaml"));
  }

  @Test
  void the_files_of_a_folder_are_bounded() throws IOException {
    for (int i = 0; i < 5; i++) {
      write("f" + i + ".yaml", "i: " + i);
    }
    Limits limits = new Limits(100, 1_000, 1_000, 1_000, 10, 3, 10);
    Outcome outcome =
        Outcome.of(Sources.of(List.of(folder.toString()), InputStream.nullInputStream(), limits));
    assertThat(outcome.trees()).containsExactly("{i: 0}", "{i: 1}", "{i: 2}");
    assertThat(outcome.messages())
        .containsExactly(
            in("f3.yaml")
                + ": error: [FILE_LIMIT] found more than 3 files in the folder, expected at most 3;"
                + " help: this file and those after it were not read; name a smaller folder");
  }

  @Test
  void a_stream_that_breaks_off_is_said_to() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("disk on fire");
          }

          @Override
          public int read(byte[] to, int offset, int length) throws IOException {
            throw new IOException("disk on fire");
          }
        };
    String start = "a: 1\n---\n".repeat(20_000);
    InputStream in =
        new SequenceInputStream(new ByteArrayInputStream(start.getBytes(UTF_8)), broken);
    Outcome outcome = Outcome.of(Sources.of(List.of("-"), in, Limits.DEFAULT));
    assertThat(outcome.documents()).isNotEmpty();
    assertThat(outcome.messages())
        .containsExactly(
            "-: error: [NOT_READABLE] found an error in reading, expected a file or folder that can"
                + " be read; help: what was read before counts, the rest is not known");
  }

  private Outcome read(String... paths) {
    return Outcome.of(Sources.of(List.of(paths), InputStream.nullInputStream(), Limits.DEFAULT));
  }

  private static Stream<String> names(Outcome outcome) {
    return outcome.documents().stream().map(Document::file);
  }

  private String in(String name) {
    return folder + "/" + name;
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
