package io.seawall.sources;

import io.seawall.model.document.Node.ScalarKind;
import java.io.IOException;

/// The values of one text in order, read forward only: JSON and YAML look alike from here.
interface Tokens {
  /// What stands next.
  enum Token {
    /// A mapping starts: then come keys and values by turns, then [#END].
    MAPPING,
    /// A list starts: then come its items, then [#END].
    SEQUENCE,
    /// A whole scalar; also the key of a pair.
    SCALAR,
    /// The value of an anchor stands here once more.
    ALIAS,
    /// The innermost mapping or list ends.
    END,
    /// No further value.
    FINISHED
  }

  /// Goes to the next token.
  Token next() throws IOException;

  /// Whether no value can follow the first one that is not inside of it.
  boolean hasOneRoot();

  /// The line on which the current token starts, from 1.
  int line();

  /// The characters of the current scalar.
  String text();

  /// What the current scalar is.
  ScalarKind kind();

  /// The anchor of the current value, or the name that the current alias refers to; empty if there
  /// is none.
  String anchor();

  /// Whether the current scalar stands for the pairs of another mapping (`<<`) if it is a key.
  boolean isMergeKey();
}
