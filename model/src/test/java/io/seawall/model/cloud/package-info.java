/// Tests of the model.
@NullMarked
package io.seawall.model.cloud;

import org.jspecify.annotations.NullMarked;
