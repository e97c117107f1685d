/// AKS clusters and node pools as the REST API, the command line and templates describe them.
@NullMarked
package io.seawall.dialects.aks;

import org.jspecify.annotations.NullMarked;
