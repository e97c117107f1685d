/// Reports compared whole.
@NullMarked
package io.seawall.reports;

import org.jspecify.annotations.NullMarked;
