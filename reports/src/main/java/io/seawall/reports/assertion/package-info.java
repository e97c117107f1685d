/// Reports on assertions that a team keeps beside its policies.
@NullMarked
package io.seawall.reports.assertion;

import org.jspecify.annotations.NullMarked;
