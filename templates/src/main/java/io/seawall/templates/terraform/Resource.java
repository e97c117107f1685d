package io.seawall.templates.terraform;

import io.seawall.templates.terraform.Table.Shape;

/// A resource of Azure while it is put together.
///
/// @param partial whether it is not in the input, and only others tell of it
/// @param certain whether it is known that it exists
/// @param properties what stands under `properties`
/// @param top what stands beside it
record Resource(
    Instance instance,
    String id,
    Shape shape,
    boolean partial,
    boolean certain,
    Tree properties,
    Tree top) {}
