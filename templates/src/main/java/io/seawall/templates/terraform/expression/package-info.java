/// What expressions of Terraform mean. A value is a node of the model, so that one that is not
/// known is [io.seawall.model.document.Node.Unresolved], with what it depends on.
///
/// Source: Terraform language documentation, "Expressions" and "Functions".
@NullMarked
package io.seawall.templates.terraform.expression;

import org.jspecify.annotations.NullMarked;
