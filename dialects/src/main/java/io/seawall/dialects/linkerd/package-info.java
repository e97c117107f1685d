/// Linkerd: who has a proxy, which ports it guards, and whom it lets by.
@NullMarked
package io.seawall.dialects.linkerd;

import org.jspecify.annotations.NullMarked;
