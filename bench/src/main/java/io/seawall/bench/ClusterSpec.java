package io.seawall.bench;

import io.seawall.reach.Engine;

/// Which cluster to draw: equal specs give the same cluster, byte for byte.
///
/// @param engine who enforces policies in it
record ClusterSpec(Scale scale, Shape shape, Engine engine, long seed) {
  ClusterSpec {
    scale = shape.fit(scale);
  }
}
