package io.seawall.templates.terraform;

import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Document;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// From all files of Terraform in an input to the resources that they describe.
final class Modules {
  private static final Set<String> APPLIED = Set.of("terraform.tfvars", "terraform.tfvars.json");

  private Modules() {}

  /// Carries out each folder that no other calls.
  static void carryOut(
      List<Document> files, Consumer<Document> documents, Consumer<Diagnostic> complaints) {
    Program program = new Program(complaints);
    files.forEach(file -> take(file, program));
    Set<String> roots = program.roots();
    for (String folder : new TreeSet<>(roots)) {
      if (program.folder(folder).isModule()) {
        List<Instance> instances = ModuleInstance.root(program, folder).instances();
        new Deployment(folder, instances, Deployment.Origin.SOURCE).documents().forEach(documents);
        Unread.of(instances).forEach(complaints);
      }
    }
  }

  /// Hands on what a plan or a state describes.
  static void plan(Document document, Consumer<Document> documents) {
    Plan plan = Plan.read(document);
    Deployment.Origin origin = plan.intended() ? Deployment.Origin.PLAN : Deployment.Origin.STATE;
    new Deployment(document.file(), plan.instances(), origin).documents().forEach(documents);
  }

  private static void take(Document file, Program program) {
    int slash = file.file().lastIndexOf('/');
    String folder = file.file().substring(0, slash + 1);
    String name = file.file().substring(slash + 1);
    if (name.endsWith(".tf") || name.endsWith(".tf.json")) {
      program.folder(folder).add(file);
    } else if (APPLIED.contains(name)) { // comes before all others
      program.folder(folder).addValues("", file.root());
    } else if (name.endsWith(".auto.tfvars") || name.endsWith(".auto.tfvars.json")) {
      program.folder(folder).addValues(name, file.root());
    } else {
      program.complain(
          Diagnostic.note(
              "TFVARS_NOT_APPLIED",
              SourceRef.of(file.file(), 0),
              "values of variables in a file that Terraform takes only when it is named",
              "terraform.tfvars or *.auto.tfvars",
              "the defaults of the variables count; give the plan if this file is used"));
    }
  }
}
