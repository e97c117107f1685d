/// What every language that Seawall reads has in common, and the list of them. One package below
/// per language.
@NullMarked
package io.seawall.dialects;

import org.jspecify.annotations.NullMarked;
