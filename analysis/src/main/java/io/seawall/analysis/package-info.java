/// The whole run as one function: from what was read to verdicts. The place to start reading is
/// [Analysis#of].
@NullMarked
package io.seawall.analysis;

import org.jspecify.annotations.NullMarked;
