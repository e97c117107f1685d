package io.seawall.sources;

import io.seawall.model.Diagnostic;
import io.seawall.model.document.Document;
import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Clash;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.model.document.Node.ScalarKind;
import io.seawall.model.document.Node.Sequence;
import io.seawall.sources.Composer.Spent;
import io.seawall.sources.Tokens.Token;
import io.seawall.sources.Unreadable.Extent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Cuts the values of a text into documents. What tools print as a list becomes one document for
/// each item, handed over as soon as the item ends:
///
/// - a list at the top (`az ... list`),
/// - `items` of a kind that ends in `List` (Kubernetes API, ListMeta; `kubectl get -o json`),
/// - `value` (Azure REST API, list operations) and `data` (Azure Resource Graph, query response).
///
/// The kind of a list may come after its items. Until then, items that look like resources are
/// handed over and others are held.
final class Documents {
  private final Composer composer;
  private final Complaints complaints;
  private final Consumer<Document> out;

  Documents(Composer composer, Complaints complaints, Consumer<Document> out) {
    this.composer = composer;
    this.complaints = complaints;
    this.out = out;
  }

  /// Reads all values to the end of the text.
  void read() throws IOException {
    while (composer.next() != Token.FINISHED) {
      composer.forget();
      value(0);
    }
  }

  /// A value where a document may stand: hands over what is in it. If only this value cannot be
  /// read, complains and goes past it.
  ///
  /// @param level the mappings and lists that are open around the value
  private void value(int level) throws IOException {
    Spent before = composer.spent();
    int outer = composer.startDocumentsAt(level);
    try {
      if (level > 0 && composer.isAnchored()) {
        whole(level); // an alias may repeat it
      } else {
        switch (composer.current()) {
          case MAPPING -> mapping().ifPresent(this::handOver);
          case SEQUENCE -> sequence();
          case SCALAR, ALIAS, END, FINISHED -> whole(level);
        }
      }
    } catch (Unreadable e) {
      skipPast(e, level);
    }
    composer.startDocumentsAt(outer);
    composer.refund(before);
  }

  private void skipPast(Unreadable e, int level) throws IOException {
    if (e.extent() != Extent.ITEM) {
      throw e;
    }
    complaints.add(e.complaint());
    composer.skipTo(level);
  }

  private void handOver(Mapping mapping) {
    out.accept(new Document(complaints.file(), mapping));
  }

  private void whole(int level) throws IOException {
    switch (composer.node()) {
      case Mapping mapping -> handOver(mapping);
      case Node node when level == 0 && isNull(node) -> {
        // Nothing between two markers, or nothing but comments.
      }
      case Node node -> complain(node, "");
    }
  }

  /// @param field where the value stands in its document, such as `items[2]`
  private void complain(Node node, String field) {
    complaints.add(
        Diagnostic.error(
            "NOT_A_MAPPING",
            complaints.at(node.line()).at(field, node.line()),
            node.describe(),
            "a mapping: an object of Kubernetes or Azure",
            ""));
  }

  private void sequence() throws IOException {
    composer.enter();
    int level = composer.level();
    while (composer.next() != Token.END) {
      value(level);
    }
  }

  /// Reads a mapping where a document may stand.
  ///
  /// @return empty if it is a list, whose items have been handed over
  private Optional<Mapping> mapping() throws IOException {
    composer.enter();
    int line = composer.line();
    Entries entries = new Entries();
    Optional<Items> items = Optional.empty();
    while (composer.next() != Token.END) {
      Optional<Composer.Key> key = composer.key();
      composer.next();
      if (items.isEmpty() && key.isPresent() && mayBeItems(key.get(), entries)) {
        items = Optional.of(new Items(entries, key.get(), composer.line()));
        items.get().read();
      } else {
        Node value = composer.node();
        key.ifPresent(k -> composer.put(entries, k, value));
      }
    }
    complainOfSecondList(entries, items);
    boolean isList = items.map(Items::close).orElseGet(() -> isListWithoutItems(entries, line));
    if (isList) {
      complainOfMissingPages(entries);
    }
    return isList ? Optional.empty() : Optional.of(entries.at(line));
  }

  private boolean mayBeItems(Composer.Key key, Entries entries) {
    if (composer.current() != Token.SEQUENCE || composer.isAnchored()) {
      return false;
    }
    return switch (key.text()) {
      case "items" -> {
        String kind = entries.text("kind");
        yield entries.indexOf("items") < 0 && (kind.isEmpty() || kind.endsWith("List"));
      }
      case "value", "data" -> ResourceShape.isBare(entries);
      default -> false;
    };
  }

  /// Whether it is a list none of whose items was handed over while it was read: its items are left
  /// out or null, or came by an alias or a merge.
  private boolean isListWithoutItems(Entries entries, int line) {
    String kind = entries.text("kind");
    int index = entries.indexOf("items");
    if (index < 0 || !kind.endsWith("List")) {
      return kind.equals("List") && index < 0;
    }
    Entry entry = entries.get(index);
    if (!(entry.value() instanceof Sequence(_, var held))) {
      if (!isNull(entry.value())) {
        complain(entry.value(), "items");
      }
      return true;
    }
    Items items = new Items(entries, new Composer.Key("items", entry.line(), false), line);
    items.hold(held);
    return items.close();
  }

  /// A list whose kind or items are written twice: no more than the first items is read.
  private void complainOfSecondList(Entries entries, Optional<Items> items) {
    String name = items.map(found -> found.key.text()).orElse("items");
    for (String key : List.of("kind", name)) {
      if (entries.indexOf(name) >= 0
          && entries.indexOf(key) >= 0
          && entries.get(entries.indexOf(key)).value() instanceof Clash(var first, var last)) {
        complaints.add(
            Diagnostic.error(
                "DUPLICATE_KEY",
                complaints.at(last.line()).at(key, last.line()),
                "the key " + key + " again, first on line " + first.line(),
                "each key once",
                "what is listed there may not have been read: remove one"));
      }
    }
  }

  /// A list that was cut into pages and of which this is not the last. Source: Kubernetes API,
  /// ListMeta.continue; Azure REST API guidelines, nextLink; Azure Resource Graph, skipToken.
  private void complainOfMissingPages(Entries entries) {
    for (String name : List.of("nextLink", "skip_token", "$skipToken", "skipToken")) {
      complainOfMissingPages(entries, name, entries.text(name));
    }
    int metadata = entries.indexOf("metadata");
    if (metadata >= 0 && entries.get(metadata).value() instanceof Mapping fields) {
      complainOfMissingPages(entries, "metadata", fields.text("continue").orElse(""));
    }
  }

  private void complainOfMissingPages(Entries entries, String name, String link) {
    int index = entries.indexOf(name);
    if (index >= 0 && !link.isEmpty() && !isNull(entries.get(index).value())) {
      complaints.add(
          Diagnostic.warning(
              "MORE_PAGES",
              complaints.at(entries.get(index).line()),
              "a list with more pages than this one",
              "the whole list",
              "what the other pages hold is not known here; export them too"));
    }
  }

  private static boolean isNull(Node node) {
    return node instanceof Scalar(_, var kind, _) && kind == ScalarKind.NULL;
  }

  /// The items of one mapping that may be a list.
  private final class Items {
    private final Entries list;
    private final Composer.Key key;
    private final int line;
    private final int index;
    private final List<Node> held = new ArrayList<>();
    private final List<Integer> placesHeld = new ArrayList<>();
    private int place = -1;
    private boolean handedOver;

    Items(Entries list, Composer.Key key, int line) {
      this.list = list;
      this.key = key;
      this.line = line;
      if (list.indexOf(key.text()) < 0) {
        // Keeps the place, in case this is no list after all.
        list.put(new Entry(key.text(), key.line(), new Sequence(line, List.of())));
      }
      this.index = list.indexOf(key.text());
    }

    void read() throws IOException {
      int level = composer.level();
      while (composer.next() != Token.END) {
        Spent before = composer.spent();
        int outer = composer.startDocumentsAt(level);
        boolean keeps = false;
        place++;
        try {
          keeps = item();
        } catch (Unreadable e) {
          if (e.complaint().code().equals("DOCUMENT_LIMIT") && !held.isEmpty()) {
            throw e; // what is held would be in the way of each item to come
          }
          skipPast(e, level);
        }
        composer.startDocumentsAt(outer);
        if (!keeps) {
          composer.refund(before);
        }
      }
    }

    /// @return whether the item is held
    private boolean item() throws IOException {
      int before = held.size();
      if (composer.current() == Token.MAPPING && !composer.isAnchored()) {
        Optional<Mapping> mapping = mapping();
        mapping.ifPresent(this::take);
        handedOver |= mapping.isEmpty();
      } else {
        take(composer.node());
      }
      return held.size() > before;
    }

    private void take(Node node) {
      if (isList()) {
        handOverItem(node, place);
      } else if (node instanceof Mapping mapping && ResourceShape.of(mapping, key.text())) {
        handOver(mapping);
        handedOver = true;
      } else {
        held.add(node);
        placesHeld.add(place);
      }
    }

    /// Takes items that were read before it was known that they are items.
    void hold(List<Node> items) {
      for (Node item : items) {
        held.add(item);
        placesHeld.add(++place);
      }
    }

    private boolean isList() {
      return key.text().equals("items") && list.text("kind").endsWith("List");
    }

    private void handOverItem(Node node, int at) {
      if (node instanceof Mapping mapping) {
        handOver(ResourceShape.complete(mapping, list.text("kind"), list.text("apiVersion")));
      } else {
        complain(node, key.text() + "[" + at + "]");
      }
    }

    /// Decides, now that all of the mapping is read.
    ///
    /// @return whether it is a list; if not, its items are back among its pairs
    boolean close() {
      boolean isUnnamed = list.text("kind").isEmpty();
      if (isList() || (handedOver && isUnnamed) || isEmptyAnswer()) {
        for (int i = 0; i < held.size(); i++) {
          handOverItem(held.get(i), placesHeld.get(i));
        }
        return true;
      }
      list.replace(index, new Entry(key.text(), key.line(), new Sequence(line, held)));
      return false;
    }

    /// An answer of Azure with nothing in it.
    private boolean isEmptyAnswer() {
      return held.isEmpty() && !key.text().equals("items") && ResourceShape.isBare(list);
    }
  }
}
