/// For tests alone: values drawn from a stream of bounded choices, laws over them, and golden
/// folders.
@NullMarked
package io.seawall.testkit;

import org.jspecify.annotations.NullMarked;
