package io.seawall.templates.arm;

import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Node;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What is told of a template while it is carried out, each thing once.
final class Complaints {
  private final String file;
  private final Consumer<Diagnostic> out;
  private final Set<Diagnostic> told = new HashSet<>();

  Complaints(String file, Consumer<Diagnostic> out) {
    this.file = file;
    this.out = out;
  }

  private SourceRef at(int line, String object) {
    return new SourceRef(file, line, object, "");
  }

  private void tell(Diagnostic diagnostic) {
    if (told.size() < 1000 && told.add(diagnostic)) {
      out.accept(diagnostic);
    }
  }

  /// A parameter that is used and has neither a value nor a default.
  void noValue(String name, @Nullable Node declaration) {
    int line = declaration == null ? 0 : declaration.line();
    tell(
        declaration == null
            ? Diagnostic.warning(
                "TEMPLATE_NAME",
                at(line, "parameter " + name),
                "nothing of this name under parameters",
                "a parameter that the template declares",
                "what depends on it counts as not known")
            : Diagnostic.note(
                "NO_PARAMETER_VALUE",
                at(line, "parameter " + name),
                "neither a value nor a default",
                "a value",
                "give the parameter file along with the template"));
  }

  void unreadable(int line, String expression) {
    tell(
        Diagnostic.warning(
            "TEMPLATE_EXPRESSION",
            at(line, ""),
            "the expression " + shortened(expression),
            "an expression of the template language",
            "it counts as not known; a text that is none starts with [["));
  }

  void tooManyCopies(int line, String loop, long count) {
    tell(
        Diagnostic.warning(
            "COPY_LIMIT",
            at(line, "loop " + loop),
            count + " copies",
            "from 0 to " + Budget.COPIES,
            "Azure refuses the template; how many there are counts as not known"));
  }

  void noType(int line, String found) {
    tell(
        Diagnostic.warning(
            "TEMPLATE_TYPE",
            at(line, ""),
            found,
            "the type of a resource",
            "the resource is left out"));
  }

  void linked(int line, String deployment) {
    tell(
        Diagnostic.warning(
            "TEMPLATE_LINK",
            at(line, "deployment " + deployment),
            "a template that is not in this file",
            "a template inside the deployment",
            "what it deploys is not judged; give the linked template as a file of its own"));
  }

  void twice(Node.Clash clash) {
    tell(
        Diagnostic.error(
            "DUPLICATE_KEY",
            at(clash.last().line(), ""),
            "the key " + clash.last().key() + " again, first on line " + clash.first().line(),
            "each key once",
            "nobody can tell which of the two counts, so the value is not known: remove one"));
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }
}
