/// Reports on the map: every connection that a cluster permits.
@NullMarked
package io.seawall.reports.map;

import org.jspecify.annotations.NullMarked;
