/// Who can send which packets to whom, through which hops, and why.
@NullMarked
package io.seawall.reach;

import org.jspecify.annotations.NullMarked;
