/// The neutral policy language that every dialect is translated into: ordered rules in tiers, over
/// packets, labels and addresses.
@NullMarked
package io.seawall.model.policy;

import org.jspecify.annotations.NullMarked;
