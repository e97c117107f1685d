/// Small clusters built in code, and what the checks say of them.
@NullMarked
package io.seawall.practices;

import org.jspecify.annotations.NullMarked;
