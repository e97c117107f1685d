/// Tests of the test kit.
@NullMarked
package io.seawall.testkit;

import org.jspecify.annotations.NullMarked;
