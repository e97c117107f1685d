/// Questions about one cluster: who can reach whom, over which ports, and why.
@NullMarked
package io.seawall.analysis.question;

import org.jspecify.annotations.NullMarked;
