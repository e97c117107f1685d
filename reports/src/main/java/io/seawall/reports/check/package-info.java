/// Reports on the verdicts of one run.
@NullMarked
package io.seawall.reports.check;

import org.jspecify.annotations.NullMarked;
