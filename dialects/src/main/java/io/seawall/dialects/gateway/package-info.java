/// What leads packets from outside to Services, besides Ingress: the Gateway API and the Routes of
/// OpenShift.
@NullMarked
package io.seawall.dialects.gateway;

import org.jspecify.annotations.NullMarked;
