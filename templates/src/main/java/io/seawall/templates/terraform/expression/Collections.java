package io.seawall.templates.terraform.expression;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Sequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Source: Terraform language documentation, "Collection Functions".
final class Collections {
  private Collections() {}

  /// Those that may have a result though an argument is not known.
  static Optional<Node> withUnknown(String name, List<Node> arguments) throws Refused {
    return switch (name) {
      case "coalesce" -> coalesce(arguments);
      case "nonsensitive", "sensitive", "ephemeralasnull" -> Optional.of(arguments.getFirst());
      default -> Optional.empty();
    };
  }

  /// The first that is neither null nor empty text.
  private static Optional<Node> coalesce(List<Node> arguments) throws Refused {
    for (Node argument : arguments) {
      if (Values.isUnknown(argument)) {
        return Optional.empty();
      }
      if (!Values.isNull(argument) && !Values.text(argument).equals(Optional.of(""))) {
        return Optional.of(argument);
      }
    }
    throw new Refused("nothing in coalesce()");
  }

  /// @param arguments each known, though something in it may not be
  static Optional<Node> call(String name, List<Node> arguments) throws Refused {
    return switch (name) {
      case "concat" -> Optional.of(concat(arguments));
      case "merge" -> Optional.of(merge(arguments));
      case "length" -> length(arguments.get(0));
      case "lookup" -> lookup(arguments);
      case "contains" -> contains(arguments.get(0), arguments.get(1));
      case "element" -> Optional.of(element(arguments.get(0), arguments.get(1)));
      case "keys" -> closed(arguments.get(0)).map(Collections::keys);
      case "values" -> closed(arguments.get(0)).map(map -> Values.list(values(map)));
      case "tolist", "list" -> Optional.of(Values.list(Values.needItems(arguments.get(0))));
      case "toset" -> Optional.of(Values.set(Values.needItems(arguments.get(0))));
      case "tomap" -> Optional.of(Values.needMapping(arguments.get(0)));
      case "flatten" -> flatten(arguments.get(0));
      case "compact" -> compact(arguments.get(0));
      case "distinct" -> distinct(arguments.get(0));
      case "reverse" -> Optional.of(Values.list(Values.needItems(arguments.get(0)).reversed()));
      case "sort" -> sort(arguments.get(0));
      case "slice" -> Optional.of(slice(arguments));
      case "one" -> Optional.of(one(arguments.get(0)));
      case "zipmap" -> zipmap(arguments.get(0), arguments.get(1));
      case "setunion" -> Optional.of(Values.set(Values.needItems(concat(arguments))));
      case "setsubtract" -> subtract(arguments.get(0), arguments.get(1));
      case "coalescelist" -> Optional.of(firstList(arguments));
      case "range" -> Optional.of(range(arguments));
      case "alltrue", "anytrue" -> all(name.equals("alltrue"), arguments.get(0));
      default -> Optional.empty();
    };
  }

  private static Optional<Mapping> closed(Node node) throws Refused {
    return Values.isOpen(node) ? Optional.empty() : Optional.of(Values.needMapping(node));
  }

  private static Node concat(List<Node> lists) throws Refused {
    List<Node> all = new ArrayList<>();
    for (Node list : lists) {
      all.addAll(Values.needItems(list));
    }
    return Values.list(all);
  }

  private static Node merge(List<Node> maps) throws Refused {
    Map<String, Entry> all = new LinkedHashMap<>();
    for (Node map : maps) {
      if (!Values.isNull(map)) {
        Values.needMapping(map).entries().forEach(entry -> all.put(entry.key(), entry));
      }
    }
    return new Mapping(0, List.copyOf(all.values()));
  }

  private static Optional<Node> length(Node of) throws Refused {
    if (of instanceof Node.Scalar) {
      String text = Values.needText(of);
      return Optional.of(Values.of(text.codePointCount(0, text.length())));
    }
    boolean known = !Values.isOpen(of) && !(Values.isSet(of) && Values.holdsUnknown(of));
    return known ? Optional.of(Values.of(Values.needItems(of).size())) : Optional.empty();
  }

  private static Optional<Node> lookup(List<Node> arguments) throws Refused {
    Mapping map = Values.needMapping(arguments.get(0));
    String key = Values.needText(arguments.get(1));
    if (map.get(key).isEmpty() && !Values.isOpen(map) && arguments.size() > 2) {
      return Optional.of(arguments.get(2));
    }
    return Optional.of(Values.attribute(map, key));
  }

  private static Optional<Node> contains(Node list, Node value) throws Refused {
    boolean unsure = false;
    for (Node item : Values.needItems(list)) {
      Optional<Boolean> equal = Values.equal(item, value);
      if (equal.equals(Optional.of(true))) {
        return Optional.of(Values.of(true));
      }
      unsure |= equal.isEmpty();
    }
    return unsure ? Optional.empty() : Optional.of(Values.of(false));
  }

  private static Node element(Node list, Node index) throws Refused {
    List<Node> items = Values.needItems(list);
    if (items.isEmpty()) {
      throw new Refused("element() of an empty list");
    }
    return items.get(Math.floorMod(Values.needInt(index), items.size()));
  }

  /// In the order of their text, as Terraform keeps them.
  private static Node keys(Mapping map) {
    return Values.list(map.entries().stream().map(Entry::key).sorted().map(Values::of).toList());
  }

  private static List<Node> values(Mapping map) {
    return map.entries().stream()
        .sorted(Comparator.comparing(Entry::key))
        .map(Entry::value)
        .toList();
  }

  private static Optional<Node> flatten(Node list) throws Refused {
    List<Node> out = new ArrayList<>();
    for (Node item : Values.needItems(list)) {
      if (Values.isUnknown(item)) {
        return Optional.empty(); // perhaps a list, perhaps not
      } else if (item instanceof Sequence) {
        Optional<Node> inner = flatten(item);
        if (inner.isEmpty()) {
          return inner;
        }
        out.addAll(Values.needItems(inner.get()));
      } else {
        out.add(item);
      }
    }
    return Optional.of(Values.list(out));
  }

  private static Optional<Node> compact(Node list) throws Refused {
    List<Node> out = new ArrayList<>();
    for (Node item : Values.needItems(list)) {
      if (Values.isUnknown(item)) {
        return Optional.empty();
      }
      if (!Values.isNull(item) && !Values.needText(item).isEmpty()) {
        out.add(item);
      }
    }
    return Optional.of(Values.list(out));
  }

  private static Optional<Node> distinct(Node list) throws Refused {
    return Values.holdsUnknown(list)
        ? Optional.empty()
        : Optional.of(Values.list(Values.needItems(Values.set(Values.needItems(list)))));
  }

  private static Optional<Node> sort(Node list) throws Refused {
    if (Values.holdsUnknown(list)) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (Node item : Values.needItems(list)) {
      texts.add(Values.needText(item));
    }
    return Optional.of(Values.list(texts.stream().sorted().map(Values::of).toList()));
  }

  private static Node slice(List<Node> arguments) throws Refused {
    List<Node> items = Values.needItems(arguments.get(0));
    int from = Values.needInt(arguments.get(1));
    int to = Values.needInt(arguments.get(2));
    if (from < 0 || from > to || to > items.size()) {
      throw new Refused("slice() outside of the list");
    }
    return Values.list(items.subList(from, to));
  }

  private static Node one(Node list) throws Refused {
    List<Node> items = Values.needItems(list);
    if (items.size() > 1) {
      throw new Refused("one() of several items");
    }
    return items.isEmpty() ? Values.NULL : items.getFirst();
  }

  private static Optional<Node> zipmap(Node keys, Node values) throws Refused {
    List<Node> names = Values.needItems(keys);
    List<Node> items = Values.needItems(values);
    if (names.size() != items.size()) {
      throw new Refused("zipmap() of lists that differ in length");
    }
    if (Values.holdsUnknown(keys)) {
      return Optional.empty();
    }
    Map<String, Entry> out = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = Values.needText(names.get(i));
      out.put(name, Values.entry(name, items.get(i)));
    }
    return Optional.of(new Mapping(0, List.copyOf(out.values())));
  }

  private static Optional<Node> subtract(Node from, Node what) throws Refused {
    if (Values.holdsUnknown(from) || Values.holdsUnknown(what)) {
      return Optional.empty();
    }
    List<Node> gone = Values.needItems(what);
    return Optional.of(
        Values.set(
            Values.needItems(from).stream()
                .filter(item -> gone.stream().noneMatch(item::isSameAs))
                .toList()));
  }

  private static Node firstList(List<Node> lists) throws Refused {
    for (Node list : lists) {
      if (!Values.isNull(list) && !Values.needItems(list).isEmpty()) {
        return list;
      }
    }
    throw new Refused("nothing in coalescelist()");
  }

  private static Node range(List<Node> arguments) throws Refused {
    int first = arguments.size() == 1 ? 0 : Values.needInt(arguments.get(0));
    int end = Values.needInt(arguments.get(arguments.size() == 1 ? 0 : 1));
    int step = arguments.size() > 2 ? Values.needInt(arguments.get(2)) : first <= end ? 1 : -1;
    List<Node> out = new ArrayList<>();
    for (long i = first; step > 0 ? i < end : i > end; i += step) {
      if (step == 0 || out.size() >= MOST_IN_RANGE) {
        throw new Refused("range() of more than " + MOST_IN_RANGE + " numbers");
      }
      out.add(Values.of(i));
    }
    return Values.list(out);
  }

  /// Source: Terraform, "range Function": at most 1024 numbers.
  private static final int MOST_IN_RANGE = 1024;

  private static Optional<Node> all(boolean wanted, Node list) throws Refused {
    boolean unsure = false;
    for (Node item : Values.needItems(list)) {
      if (Values.isUnknown(item)) {
        unsure = true;
      } else if (Values.needBool(item) != wanted) {
        return Optional.of(Values.of(!wanted));
      }
    }
    return unsure ? Optional.empty() : Optional.of(Values.of(wanted));
  }
}
