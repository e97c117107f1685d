/// From templates and plans to documents that describe resources as the service would: values in
/// place of expressions, and [io.seawall.model.document.Node.Unresolved] in place of those that
/// depend on what the input lacks.
@NullMarked
package io.seawall.templates;

import org.jspecify.annotations.NullMarked;
