/// Tests of what all dialects have in common.
@NullMarked
package io.seawall.dialects;

import org.jspecify.annotations.NullMarked;
