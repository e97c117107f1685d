package io.seawall.dialects;

import java.util.Optional;

/// The name of a resource in an ARM template: `parent/part` for a part that stands beside its
/// parent, or an expression that computes it.
///
/// Source: Azure Resource Manager, "Set name and type for child resources".
///
/// @param text as written
record TemplateName(String text) {
  private boolean isExpression() {
    return text.startsWith("[") && text.endsWith("]");
  }

  /// The name of the part alone, or the expression for the whole.
  String last() {
    return isExpression() ? text : text.substring(text.lastIndexOf('/') + 1);
  }

  /// The name of the parent, where it is written out.
  Optional<String> parent() {
    return isExpression() || text.indexOf('/') < 0
        ? Optional.empty()
        : Optional.of(text.substring(0, text.lastIndexOf('/')));
  }

  /// Whether this expression puts something behind the name of `parent` in one of the two usual
  /// ways: `concat(PARENT, '/part')` and `format('{0}/{1}', PARENT, 'part')`.
  ///
  /// @param parent a name or an expression, as written
  boolean isPartOf(String parent) {
    if (!isExpression() || parent.isEmpty()) {
      return false;
    }
    boolean computed = parent.startsWith("[") && parent.endsWith("]");
    String argument =
        squeezed(computed ? parent.substring(1, parent.length() - 1) : "'" + parent + "'");
    String own = squeezed(text);
    return own.startsWith("[concat(" + argument + ",'/")
        || own.startsWith("[format('{0}/{1}'," + argument + ",");
  }

  private static String squeezed(String expression) {
    return expression.replace(" ", "");
  }
}
