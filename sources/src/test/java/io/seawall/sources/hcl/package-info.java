@NullMarked
package io.seawall.sources.hcl;

import org.jspecify.annotations.NullMarked;
