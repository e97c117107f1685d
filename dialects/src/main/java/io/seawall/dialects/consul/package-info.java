/// Consul service mesh: who has a proxy, which connections it takes, and which intention decides.
@NullMarked
package io.seawall.dialects.consul;

import org.jspecify.annotations.NullMarked;
