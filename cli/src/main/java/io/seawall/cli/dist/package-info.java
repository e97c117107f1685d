/// Tools of the build that turn jars into an installation; no command uses them.
@NullMarked
package io.seawall.cli.dist;

import org.jspecify.annotations.NullMarked;
