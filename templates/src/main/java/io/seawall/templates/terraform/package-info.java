/// Terraform: modules, plans and states, translated to the resources of Azure that they make.
///
/// A `.tf` file, a plan and a state all become instances of resources, each with the attributes
/// that its provider knows. One translation leads from there to the shape of the REST API.
@NullMarked
package io.seawall.templates.terraform;

import org.jspecify.annotations.NullMarked;
