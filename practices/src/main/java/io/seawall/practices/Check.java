package io.seawall.practices;

import java.util.List;

/// One check of one practice. To add one: a class in the package of its practice, a line in
/// [Checks#ALL], a page in `docs/practices/`, and a golden case that holds and one that breaks.
public interface Check {
  Practice practice();

  /// The stable code, in capitals.
  String code();

  /// One line for lists of checks: the claim that it tries to prove.
  String claim();

  /// Whether it tells something of policies without any pod: it then judges pods that they pick.
  default boolean judgesPolicies() {
    return false;
  }

  /// A finding for each subject; none if the input has no subject for this check.
  List<Finding> judge(Situation situation);
}
