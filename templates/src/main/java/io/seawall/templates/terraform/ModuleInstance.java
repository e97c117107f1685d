package io.seawall.templates.terraform;

import io.seawall.model.document.Node;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Mapping;
import io.seawall.model.document.Node.Scalar;
import io.seawall.templates.terraform.Configuration.Block;
import io.seawall.templates.terraform.expression.Bindings;
import io.seawall.templates.terraform.expression.Evaluator;
import io.seawall.templates.terraform.expression.Refused;
import io.seawall.templates.terraform.expression.Scope;
import io.seawall.templates.terraform.expression.Types;
import io.seawall.templates.terraform.expression.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// One module with the values of its variables. Each value is carried out when it is asked for,
/// once.
///
/// Not safe for use by several threads.
final class ModuleInstance implements Scope {
  private final Program program;
  private final String folder;
  private final Configuration configuration;

  /// What comes before its addresses: empty text, or `module.net.`.
  private final String prefix;

  private final int depth;

  /// Whether it is known that it is called, and how often.
  private final boolean certain;

  private final Inputs inputs;
  private final Evaluator evaluator;
  private final Types types;
  private final Map<String, Node> known = new HashMap<>();
  private final Set<String> asked = new HashSet<>();
  private final IdentityHashMap<Block, ResourceBlock> resources = new IdentityHashMap<>();
  private final IdentityHashMap<Block, ModuleCall> calls = new IdentityHashMap<>();

  /// The values that whoever calls a module gives to its variables.
  interface Inputs {
    Optional<Node> value(String variable);
  }

  private ModuleInstance(Program program, String folder, Inputs inputs) {
    this.program = program;
    this.folder = folder;
    this.configuration = program.folder(folder);
    this.inputs = inputs;
    prefix = "";
    depth = 0;
    certain = true;
    evaluator = new Evaluator(this, program.budget());
    types = new Types(evaluator);
  }

  /// A module that another calls.
  ///
  /// @param name such as `module.net[0]`
  /// @param certain whether it is known that it is called, and how often
  ModuleInstance(
      ModuleInstance caller, String folder, String name, boolean certain, Inputs inputs) {
    program = caller.program;
    this.folder = folder;
    configuration = program.folder(folder);
    this.inputs = inputs;
    prefix = name + ".";
    depth = caller.depth + 1;
    this.certain = caller.certain && certain;
    evaluator = new Evaluator(this, program.budget());
    types = new Types(evaluator);
  }

  /// A module that nobody calls: its variables have the values that files of its folder give.
  static ModuleInstance root(Program program, String folder) {
    Map<String, Node> values = program.folder(folder).values();
    return new ModuleInstance(program, folder, name -> Optional.ofNullable(values.get(name)));
  }

  /// Everything that it makes, with what the modules make that it calls.
  List<Instance> instances() {
    List<Instance> out = new ArrayList<>();
    for (Block block : configuration.resources()) {
      resource(block).instances().forEach(out::add);
    }
    for (Block block : configuration.calls().values()) {
      call(block).modules().forEach(module -> out.addAll(module.instances()));
    }
    return out;
  }

  Program program() {
    return program;
  }

  String prefix() {
    return prefix;
  }

  String folder() {
    return folder;
  }

  int depth() {
    return depth;
  }

  boolean certain() {
    return certain;
  }

  Evaluator evaluator() {
    return evaluator;
  }

  @Override
  public Target find(String root, List<String> names) throws Refused {
    return switch (root) {
      case "var" -> new Target(variable(first(root, names)), 1);
      case "local" -> new Target(local(first(root, names)), 1);
      case "module" -> module(first(root, names), names);
      case "data" ->
          new Target(resource(true, first(root, names), names.subList(1, names.size())), 2);
      case "path", "terraform", "each", "count", "self" -> new Target(Values.unknown(root), 0);
      default -> new Target(resource(false, root, names), 1);
    };
  }

  private static String first(String root, List<String> names) throws Refused {
    if (names.isEmpty()) {
      throw new Refused(root + " without a name");
    }
    return names.getFirst();
  }

  private Node variable(String name) throws Refused {
    return once(
        "var." + name,
        () -> {
          Block block = configuration.variables().get(name);
          Optional<Node> given = inputs.value(name);
          Node unknown = Values.unknown(prefix + "var." + name);
          if (block == null) {
            return given.orElse(unknown);
          }
          boolean hidden = block.body().text("sensitive").filter("true"::equals).isPresent();
          boolean nullable = block.body().text("nullable").filter("false"::equals).isEmpty();
          Optional<Node> value = given.filter(node -> nullable || !Values.isNull(node));
          Optional<Node> written =
              value.isPresent()
                  ? value
                  : block.body().get("default").map(node -> evaluator.value(node, Bindings.NONE));
          if (hidden || written.isEmpty()) {
            return unknown;
          }
          return block.body().get("type").orElse(Values.NULL) instanceof Scalar(_, _, var type)
              ? types.converted(type, written.get())
              : written.get();
        });
  }

  private Node local(String name) throws Refused {
    Node written = configuration.locals().get(name);
    if (written == null) {
      return Values.unknown(prefix + "local." + name);
    }
    return once("local." + name, () -> evaluator.value(written, Bindings.NONE));
  }

  private Node resource(boolean isData, String type, List<String> names) throws Refused {
    String name = first(type, names);
    Optional<Block> block =
        configuration.resources().stream()
            .filter(b -> b.isData() == isData && b.type().equals(type) && b.name().equals(name))
            .findFirst();
    String address = (isData ? "data." : "") + type + "." + name;
    if (block.isEmpty()) {
      return Values.unknown(prefix + address);
    }
    return once(address, () -> resource(block.get()).value());
  }

  private ResourceBlock resource(Block block) {
    return resources.computeIfAbsent(block, b -> new ResourceBlock(this, b));
  }

  private ModuleCall call(Block block) {
    return calls.computeIfAbsent(block, b -> new ModuleCall(this, b));
  }

  private Target module(String name, List<String> names) throws Refused {
    Block block = configuration.calls().get(name);
    if (block == null) {
      return new Target(Values.unknown(prefix + "module." + name), 1);
    }
    ModuleCall call = call(block);
    if (call.isOnce() && names.size() > 1) {
      return new Target(call.modules().getFirst().output(names.get(1)), 2);
    }
    return new Target(once("module." + name, call::value), 1);
  }

  /// The value of an output.
  Node output(String name) throws Refused {
    Block block = configuration.outputs().get(name);
    if (block == null) {
      throw new Refused("no output " + name);
    }
    return once(
        "output." + name,
        () -> evaluator.value(block.body().get("value").orElse(Values.NULL), Bindings.NONE));
  }

  /// All outputs as one object.
  Node outputs() {
    List<Entry> out = new ArrayList<>();
    for (String name : configuration.outputs().keySet()) {
      Node value;
      try {
        value = output(name);
      } catch (Refused e) {
        value = Values.unknown(prefix + "output." + name);
      }
      out.add(Values.entry(name, value));
    }
    return new Mapping(0, out);
  }

  /// The value of a reference, carried out at the first time. One that leads back to itself is not
  /// known.
  private Node once(String reference, Supplier<Node> value) throws Refused {
    Node before = known.get(reference);
    if (before != null) {
      return before;
    }
    if (!asked.add(reference)) {
      return Values.unknown(prefix + reference + ", which refers to itself");
    }
    program.budget().enter();
    try {
      Node now = value.get();
      known.put(reference, now);
      return now;
    } finally {
      program.budget().leave();
      asked.remove(reference);
    }
  }
}
