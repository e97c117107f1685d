/// Tests of the model.
@NullMarked
package io.seawall.model.policy;

import org.jspecify.annotations.NullMarked;
