package io.seawall.model.cloud;

import io.seawall.model.SourceRef;

/// An Azure resource that is known by type and not by meaning. A check that its type bears on must
/// say so.
///
/// @param type such as `Microsoft.Network/azureFirewalls`
public record OtherResource(ResourceId id, String type, String name, SourceRef where) {}
