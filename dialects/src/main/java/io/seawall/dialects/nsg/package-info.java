/// Network security groups of Azure: their rules as written, how they are read, and what they mean.
@NullMarked
package io.seawall.dialects.nsg;

import org.jspecify.annotations.NullMarked;
