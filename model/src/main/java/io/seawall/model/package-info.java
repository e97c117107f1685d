/// What everything agrees on: facts and policies of a cluster and its cloud, where each was read,
/// and what is not known.
@NullMarked
package io.seawall.model;

import org.jspecify.annotations.NullMarked;
