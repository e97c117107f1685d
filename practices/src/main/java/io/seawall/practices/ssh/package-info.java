/// Practice `node-ssh`: can anything but the declared bastions open SSH on a node?
@NullMarked
package io.seawall.practices.ssh;

import org.jspecify.annotations.NullMarked;
