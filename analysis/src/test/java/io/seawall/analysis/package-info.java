/// Tests of parts of the run that no golden case shows alone.
@NullMarked
package io.seawall.analysis;

import org.jspecify.annotations.NullMarked;
