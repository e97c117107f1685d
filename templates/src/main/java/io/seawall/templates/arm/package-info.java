/// ARM templates: how their expressions are carried out.
@NullMarked
package io.seawall.templates.arm;

import org.jspecify.annotations.NullMarked;
