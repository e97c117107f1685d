/// Tests of the oracle: tables, straight from the specifications.
@NullMarked
package io.seawall.oracle;

import org.jspecify.annotations.NullMarked;
