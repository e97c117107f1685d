/// Tables for practice `node-ssh`.
@NullMarked
package io.seawall.practices.ssh;

import org.jspecify.annotations.NullMarked;
