/// One class for each way to write a result down. [ReportFormats] lists them all.
@NullMarked
package io.seawall.reports;

import org.jspecify.annotations.NullMarked;
