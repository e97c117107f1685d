@NullMarked
package io.seawall.dialects.firewall;

import org.jspecify.annotations.NullMarked;
