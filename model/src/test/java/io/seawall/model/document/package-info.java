/// Tests of the model.
@NullMarked
package io.seawall.model.document;

import org.jspecify.annotations.NullMarked;
