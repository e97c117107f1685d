@NullMarked
package io.seawall.templates.terraform.expression;

import org.jspecify.annotations.NullMarked;
