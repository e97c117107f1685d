/// Tests of the model.
@NullMarked
package io.seawall.model;

import org.jspecify.annotations.NullMarked;
