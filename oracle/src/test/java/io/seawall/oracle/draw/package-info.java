/// Small clusters drawn at random, as raw texts, with packets worth asking about: the common ground
/// of the oracle and whatever is compared with it.
@NullMarked
package io.seawall.oracle.draw;

import org.jspecify.annotations.NullMarked;
