/// Clusters drawn from a seed, and what it costs to judge them.
@NullMarked
package io.seawall.bench;

import org.jspecify.annotations.NullMarked;
