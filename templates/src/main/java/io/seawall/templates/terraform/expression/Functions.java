package io.seawall.templates.terraform.expression;

import io.seawall.model.document.Node;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// The functions that are carried out. All others, such as those that read files, are not known.
///
/// Source: Terraform language documentation, "Built-in Functions".
final class Functions {
  private Functions() {}

  /// @return empty if the result is not known
  static Optional<Node> call(String name, List<Node> arguments) throws Refused {
    try {
      Optional<Node> special = Collections.withUnknown(name, arguments);
      if (special.isPresent()) {
        return special;
      }
      if (arguments.stream().anyMatch(Values::isUnknown)) {
        return Optional.empty();
      }
      Optional<Node> of = Collections.call(name, arguments);
      of = of.isPresent() ? of : Texts.call(name, arguments);
      of = of.isPresent() ? of : Numbers.call(name, arguments);
      return of.isPresent() ? of : Networks.call(name, arguments);
    } catch (IndexOutOfBoundsException | NoSuchElementException e) {
      throw new Refused(name + "() with too few arguments");
    }
  }
}
