/// Azure Firewall: firewalls, policies, rule collection groups and IP groups as written, how they
/// are read, and what they mean.
@NullMarked
package io.seawall.dialects.firewall;

import org.jspecify.annotations.NullMarked;
