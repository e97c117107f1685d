/// Practice `http-application-routing`: is the retired add-on, or anything it left behind, still
/// there; what else is exposed without TLS?
@NullMarked
package io.seawall.practices.httprouting;

import org.jspecify.annotations.NullMarked;
