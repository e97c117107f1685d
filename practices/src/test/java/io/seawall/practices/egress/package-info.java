/// Tables for practice `egress`.
@NullMarked
package io.seawall.practices.egress;

import org.jspecify.annotations.NullMarked;
