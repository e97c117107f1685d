/// Tests of the dialect of administrators' policies.
@NullMarked
package io.seawall.dialects.admin;

import org.jspecify.annotations.NullMarked;
