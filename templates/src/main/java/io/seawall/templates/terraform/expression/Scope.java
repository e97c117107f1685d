package io.seawall.templates.terraform.expression;

import io.seawall.model.document.Node;
import java.util.List;

/// What the references of a module lead to.
public interface Scope {
  /// What a reference leads to.
  ///
  /// @param taken how many of the names after the first belong to the reference, and not to the
  ///   value
  record Target(Node value, int taken) {}

  /// Follows a reference such as `var.name` or `azurerm_subnet.nodes.id`.
  ///
  /// @param root the first name
  /// @param names the names after it, up to the first index
  Target find(String root, List<String> names) throws Refused;
}
