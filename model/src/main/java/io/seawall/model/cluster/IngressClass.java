package io.seawall.model.cluster;

import io.seawall.model.SourceRef;

/// A class of Ingress objects and the controller that serves them.
///
/// @param controller `spec.controller`, such as `k8s.io/ingress-nginx`; empty if it is not written
/// @param isDefault whether an Ingress without a class is of this one (annotation
///   `ingressclass.kubernetes.io/is-default-class`)
public record IngressClass(String name, String controller, boolean isDefault, SourceRef where) {}
