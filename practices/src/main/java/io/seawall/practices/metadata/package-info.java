/// Practice `instance-metadata`: can any pod that is not excepted open the instance metadata
/// service or WireServer?
@NullMarked
package io.seawall.practices.metadata;

import org.jspecify.annotations.NullMarked;
