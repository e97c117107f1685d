@NullMarked
package io.seawall.templates.terraform;

import org.jspecify.annotations.NullMarked;
