/// The command line: reads what was asked and the input, calls one function, writes the answer.
@NullMarked
package io.seawall.cli;

import org.jspecify.annotations.NullMarked;
