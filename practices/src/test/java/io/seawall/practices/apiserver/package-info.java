/// Tables for practice `api-server`.
@NullMarked
package io.seawall.practices.apiserver;

import org.jspecify.annotations.NullMarked;
