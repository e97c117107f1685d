/// The syntax of HCL, the language of Terraform's files: from text to trees, and from the text of
/// an expression to its parts. What an expression means is no matter here.
///
/// Source: HCL Native Syntax Specification (hashicorp/hcl, hclsyntax/spec.md).
@NullMarked
package io.seawall.sources.hcl;

import org.jspecify.annotations.NullMarked;
