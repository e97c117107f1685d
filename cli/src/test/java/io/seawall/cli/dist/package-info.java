/// Tests of the tools of the build.
@NullMarked
package io.seawall.cli.dist;

import org.jspecify.annotations.NullMarked;
