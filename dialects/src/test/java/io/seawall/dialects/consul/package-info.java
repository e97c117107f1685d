/// Tests of the dialect of Consul.
@NullMarked
package io.seawall.dialects.consul;

import org.jspecify.annotations.NullMarked;
