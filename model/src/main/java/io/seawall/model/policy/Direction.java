package io.seawall.model.policy;

/// Which way a packet goes as its subject sees it.
public enum Direction {
  INGRESS,
  EGRESS
}
