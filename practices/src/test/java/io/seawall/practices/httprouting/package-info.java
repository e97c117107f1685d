/// Tables for practice `http-application-routing`.
@NullMarked
package io.seawall.practices.httprouting;

import org.jspecify.annotations.NullMarked;
