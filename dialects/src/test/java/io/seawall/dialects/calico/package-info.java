/// Tests of the dialect of Calico.
@NullMarked
package io.seawall.dialects.calico;

import org.jspecify.annotations.NullMarked;
