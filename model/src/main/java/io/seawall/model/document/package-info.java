/// Input after it was parsed and before it was understood: trees of mappings, sequences and
/// scalars, each with its line.
@NullMarked
package io.seawall.model.document;

import org.jspecify.annotations.NullMarked;
