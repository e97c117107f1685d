/// Sets of packets and their algebra: addresses of both families, protocols, ports and ICMP types.
/// Uses the JDK alone.
@NullMarked
package io.seawall.packets;

import org.jspecify.annotations.NullMarked;
