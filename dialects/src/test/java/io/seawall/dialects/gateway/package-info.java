@NullMarked
package io.seawall.dialects.gateway;

import org.jspecify.annotations.NullMarked;
