package io.seawall.dialects;

import io.seawall.model.cloud.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Resources that run, to be held against those that templates mean.
///
/// @param running by their ids
/// @param <T> what is told of a resource
public record Counterparts<T>(Map<ResourceId, T> running) {
  /// What is told of the resource that runs under this id, or else of the only one of this name in
  /// a resource group that may be meant.
  ///
  /// @param meant the id that a template gives
  public Optional<T> of(ResourceId meant) {
    T same = running.get(meant);
    if (same != null) {
      return Optional.of(same);
    }
    List<T> alike =
        running.entrySet().stream()
            .filter(one -> one.getKey().name().equalsIgnoreCase(meant.name()))
            .filter(one -> meant.mayMean(one.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
  }
}
