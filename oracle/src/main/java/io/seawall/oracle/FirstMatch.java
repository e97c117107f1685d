package io.seawall.oracle;

import java.util.List;

/// An ordered list of rules, of which the first that matches decides.
final class FirstMatch {
  private FirstMatch() {}

  /// One rule.
  ///
  /// @param matches OPEN where the texts do not tell whether it does
  /// @param verdict what it says if it matches
  record Rule(Answer matches, Answer verdict) {}

  /// What the list says.
  ///
  /// @param otherwise where no rule matches
  static Answer decide(List<Rule> rules, Answer otherwise) {
    var answer = otherwise;
    for (var rule : rules.reversed()) {
      answer =
          switch (rule.matches()) {
            case YES -> rule.verdict();
            case OPEN -> rule.verdict().unless(answer);
            case NO -> answer;
          };
    }
    return answer;
  }
}
