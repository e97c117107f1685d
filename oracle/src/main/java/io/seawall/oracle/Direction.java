package io.seawall.oracle;

/// The two sorts of rules, by the words that the policy kinds share.
enum Direction {
  INGRESS("Ingress", "ingress", "from"),
  EGRESS("Egress", "egress", "to");

  /// As `policyTypes` lists it.
  final String type;

  /// The field with the rules.
  final String rules;

  /// The field of a rule with the peers.
  final String peers;

  Direction(String type, String rules, String peers) {
    this.type = type;
    this.rules = rules;
    this.peers = peers;
  }
}
