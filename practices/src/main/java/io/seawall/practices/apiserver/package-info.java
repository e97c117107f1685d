/// Practice `api-server`: who can open a connection to the Kubernetes API?
@NullMarked
package io.seawall.practices.apiserver;

import org.jspecify.annotations.NullMarked;
