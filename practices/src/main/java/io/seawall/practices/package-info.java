/// The six practices as checks, each judged for every subject it is about. One package below per
/// practice.
@NullMarked
package io.seawall.practices;

import org.jspecify.annotations.NullMarked;
