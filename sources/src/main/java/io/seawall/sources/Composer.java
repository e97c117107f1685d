package io.seawall.sources;

import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.sources.Anchors.Anchored;
import io.seawall.sources.Tokens.Token;
import io.seawall.sources.Unreadable.Extent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes trees of tokens, within the limits. Aliases and merge keys are resolved here.
final class Composer {
  /// A key with its place.
  ///
  /// @param isMerge whether it stands for the pairs of another mapping
  record Key(String text, int line, boolean isMerge) {}

  /// What a document has used up of the limits.
  record Spent(int values, int text, int aliasedValues) {}

  private final Tokens tokens;
  private final Limits limits;
  private final Complaints complaints;
  private final Trail trail;
  private Anchors anchors = new Anchors();
  private Token current = Token.FINISHED;
  private boolean ended;

  /// How many mappings and lists are open, at which count the document starts, and the highest
  /// count since the innermost anchor.
  private int open;

  private int base;
  private int deepest;

  private int values;
  private int text;
  private int aliasedValues;
  private int anchoredValues;

  Composer(Tokens tokens, Limits limits, Complaints complaints) {
    this.tokens = tokens;
    this.limits = limits;
    this.complaints = complaints;
    this.trail = new Trail(limits.depth());
  }

  /// Goes to the next token.
  Token next() throws IOException {
    current = ended ? Token.FINISHED : tokens.next();
    if (current == Token.MAPPING || current == Token.SEQUENCE) {
      open++;
      deepest = Math.max(deepest, open);
      if (open > limits.depthToSkip()) {
        throw tooDeep(Extent.PART);
      }
    } else if (current == Token.END) {
      open--;
    }
    return current;
  }

  Token current() {
    return current;
  }

  int line() {
    return tokens.line();
  }

  boolean isAnchored() {
    return !tokens.anchor().isEmpty();
  }

  /// Forgets the anchors: a new document of the text starts.
  void forget() {
    anchors = new Anchors();
    anchoredValues = 0;
    refund(new Spent(0, 0, 0));
    base = 0;
  }

  Spent spent() {
    return new Spent(values, text, aliasedValues);
  }

  /// What was spent since then is not held any more.
  void refund(Spent then) {
    values = then.values();
    text = then.text();
    aliasedValues = then.aliasedValues();
  }

  /// How many mappings and lists are open.
  int level() {
    return open;
  }

  /// Says that documents start inside of as many open mappings and lists.
  ///
  /// @return where they started before
  int startDocumentsAt(int level) {
    int before = base;
    base = level;
    return before;
  }

  /// Goes to the end of what is open beyond so many mappings and lists. If nothing can come after
  /// that, it is not looked at.
  void skipTo(int level) throws IOException {
    if (level == 0 && tokens.hasOneRoot()) {
      ended = true;
      return;
    }
    anchors.giveUp();
    while (open > level) {
      next();
    }
  }

  /// Reads the value whose first token is the current one, up to its last.
  Node node() throws IOException {
    if (current == Token.ALIAS) {
      return aliased();
    }
    if (!isAnchored()) {
      return composed();
    }
    String anchor = tokens.anchor();
    boolean isScalar = current == Token.SCALAR;
    int valuesBefore = values;
    int deepestBefore = deepest;
    int level = open;
    deepest = open;
    anchors.start(anchor);
    Node node = composed();
    int size = values - valuesBefore;
    anchors.finish(anchor, new Anchored(node, size, isScalar ? 0 : deepest - level + 1));
    anchoredValues += size;
    deepest = Math.max(deepest, deepestBefore);
    return node;
  }

  private Node composed() throws IOException {
    return switch (current) {
      case SCALAR -> {
        charge(1, tokens.text().length());
        yield new Scalar(tokens.line(), tokens.kind(), tokens.text());
      }
      case SEQUENCE -> sequence();
      case MAPPING -> mapping();
      case ALIAS, END, FINISHED -> throw new IllegalStateException("no value starts here");
    };
  }

  private Sequence sequence() throws IOException {
    enter();
    int line = tokens.line();
    int level = open - base;
    List<Node> items = new ArrayList<>(4);
    while (next() != Token.END) {
      trail.item(level, items.size());
      items.add(node());
    }
    return new Sequence(line, items);
  }

  private Mapping mapping() throws IOException {
    enter();
    int line = tokens.line();
    Entries entries = new Entries();
    while (next() != Token.END) {
      Optional<Key> key = key();
      next();
      Node value = node();
      if (key.isPresent()) {
        put(entries, key.get(), value);
      }
    }
    return entries.at(line);
  }

  /// Counts the mapping or list that starts at the current token.
  void enter() throws Unreadable {
    if (open - base > limits.depth() || base > limits.depth()) {
      throw tooDeep(Extent.ITEM);
    }
    trail.start(open - base);
    charge(1, 0);
  }

  /// Reads the key whose first token is the current one; empty if it can be no key, after a
  /// complaint.
  ///
  /// Source: sigs.k8s.io/yaml, which makes numbers and booleans text and refuses all other keys.
  Optional<Key> key() throws IOException {
    int line = tokens.line();
    boolean isOpen = current == Token.MAPPING || current == Token.SEQUENCE;
    int level = open - base - (isOpen ? 1 : 0);
    if (current == Token.SCALAR && !isAnchored() && tokens.kind() != ScalarKind.NULL) {
      Key key = new Key(tokens.text(), line, tokens.isMergeKey());
      charge(0, key.text().length());
      trail.key(level, key.text());
      return Optional.of(key);
    }
    trail.key(level, "?");
    Node node = node();
    if (node instanceof Scalar(_, var kind, var name) && kind != ScalarKind.NULL) {
      trail.key(level, name);
      return Optional.of(new Key(name, line, false));
    }
    complaints.add(
        Diagnostic.error(
            "KEY_TYPE",
            at(line, level - 1),
            node.describe() + " as a key",
            "text as a key",
            "the pair is left out; if this is a template, render it first, as with helm template"));
    return Optional.empty();
  }

  /// Puts a pair into a mapping. One that is there already with another value is complained of by
  /// whoever reads the mapping.
  void put(Entries entries, Key key, Node value) {
    if (key.isMerge()) {
      merge(entries, key, value);
    } else if (entries.put(new Entry(key.text(), key.line(), value))) {
      Entry first = entries.get(entries.indexOf(key.text()));
      complaints.add(
          Diagnostic.warning(
              "DUPLICATE_KEY",
              at(key.line(), open - base),
              "the key " + key.text() + " again, as on line " + first.line(),
              "each key once",
              "both have the same value: remove one"));
    }
  }

  /// Source: go-yaml v2, decoder.merge: pairs are taken in the order of the text, so that a merge
  /// below a key changes it; of several mappings in a list, the first that has a key gives its
  /// value.
  private void merge(Entries entries, Key key, Node value) {
    List<Node> sources =
        value instanceof Sequence(_, var items) ? items.reversed() : List.of(value);
    for (Node source : sources) {
      if (source instanceof Mapping mapping) {
        mapping.entries().forEach(entry -> merge(entries, key, entry));
      } else {
        complaints.add(
            Diagnostic.error(
                "MERGE_VALUE",
                at(key.line(), open - base),
                source.describe() + " to be merged",
                "a mapping or a list of mappings",
                "write << with an alias of a mapping"));
      }
    }
  }

  private void merge(Entries entries, Key key, Entry entry) {
    int index = entries.indexOf(entry.key());
    int lineBefore = index < 0 ? 0 : entries.get(index).line();
    if (entries.merge(entry)) {
      complaints.add(
          Diagnostic.warning(
              "MERGE_ORDER",
              at(key.line(), open - base),
              "a merge that changes the key " + entry.key() + " of line " + lineBefore,
              "a merge above the keys that are to win over it",
              "the merged value counts, as with kubectl, though YAML says otherwise: move << up"));
    }
  }

  private Node aliased() throws Unreadable {
    String name = tokens.anchor();
    Optional<Anchored> found = anchors.find(name);
    if (anchors.isUnfinished(name) || found.isEmpty()) {
      boolean inside = anchors.isUnfinished(name);
      throw unreadable(
          "ALIAS",
          "the alias *" + name + (inside ? " inside the value that it names" : ""),
          "an anchor &" + name + " above it",
          "the document, or the item of the list, is left out; write the value itself");
    }
    Anchored anchored = found.get();
    aliasedValues += anchored.values();
    if (aliasedValues > limits.aliasedValues()) {
      throw unreadable(
          "ALIAS_LIMIT",
          "aliases that repeat more than " + limits.aliasedValues() + " values",
          "at most " + limits.aliasedValues() + " in a document",
          "the document, or the item of the list, is left out; write the values themselves");
    }
    if (open - base + anchored.height() > limits.depth()) {
      throw tooDeep(Extent.ITEM);
    }
    deepest = Math.max(deepest, open + anchored.height());
    charge(anchored.values(), 0);
    return anchored.node();
  }

  private void charge(int moreValues, int moreText) throws Unreadable {
    values += moreValues;
    text += moreText;
    if (values + anchoredValues > limits.values()) {
      throw tooLarge(limits.values() + " values");
    }
    if (text > limits.text()) {
      throw tooLarge(limits.text() + " characters of text");
    }
  }

  private Unreadable tooLarge(String bound) {
    return unreadable(
        "DOCUMENT_LIMIT",
        "a document of more than " + bound,
        "at most " + bound + " in a document",
        "the document, or the item of the list, is left out; split it");
  }

  private Unreadable tooDeep(Extent extent) {
    return new Unreadable(
        extent,
        Diagnostic.error(
            "DEPTH_LIMIT",
            at(tokens.line(), 0),
            "more than " + limits.depth() + " mappings and lists inside each other",
            "at most " + limits.depth(),
            "the document, or the item of the list, is left out"));
  }

  private Unreadable unreadable(String code, String found, String expected, String help) {
    int level = Math.min(open - base, limits.depth());
    return new Unreadable(
        Extent.ITEM, Diagnostic.error(code, at(tokens.line(), level), found, expected, help));
  }

  private SourceRef at(int line, int level) {
    return complaints.at(line).at(trail.path(level), line);
  }
}
