/// The network around an AKS cluster: virtual networks, routes, scale sets and public addresses;
/// and every other resource of Azure by its type.
@NullMarked
package io.seawall.dialects.azurenetwork;

import org.jspecify.annotations.NullMarked;
