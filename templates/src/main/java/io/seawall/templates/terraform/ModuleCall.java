package io.seawall.templates.terraform;

import io.seawall.model.document.Node;
import io.seawall.templates.terraform.Configuration.Block;
import io.seawall.templates.terraform.Repetition.Copy;
import io.seawall.templates.terraform.Repetition.Kind;
import io.seawall.templates.terraform.expression.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A call of a module, with one module for each copy.
///
/// Not safe for use by several threads.
final class ModuleCall {
  private final ModuleInstance caller;
  private final Block call;
  private final String address;
  private final Optional<String> folder;
  private final Copies copies;
  private final Map<String, ModuleInstance> modules = new LinkedHashMap<>();

  ModuleCall(ModuleInstance caller, Block call) {
    this.caller = caller;
    this.call = call;
    address = caller.prefix() + "module." + call.name();
    Optional<String> found = caller.program().called(caller.folder(), call);
    boolean tooDeep = !caller.program().mayEnter(caller.depth());
    folder = tooDeep ? Optional.empty() : found;
    copies = new Copies(caller, call);
    if (folder.isEmpty()) {
      caller
          .program()
          .moduleNotRead(call, found.isEmpty() ? "" : "too many modules inside each other");
    }
  }

  private Repetition repetition() {
    return folder.isEmpty() ? Repetition.NONE : copies.get();
  }

  List<ModuleInstance> modules() {
    return repetition().copies().stream().map(this::module).toList();
  }

  private ModuleInstance module(Copy copy) {
    ModuleInstance before = modules.get(copy.suffix());
    if (before != null) {
      return before;
    }
    ModuleInstance.Inputs inputs =
        name ->
            call.body()
                .get(name)
                .map(written -> caller.evaluator().value(written, copy.bindings()));
    ModuleInstance now =
        new ModuleInstance(
            caller,
            folder.orElseThrow(),
            address + copy.suffix(),
            repetition().isCertain(),
            inputs);
    modules.put(copy.suffix(), now);
    return now;
  }

  boolean isOnce() {
    return repetition().kind() == Kind.ONCE;
  }

  /// What a reference to the call leads to: the outputs.
  Node value() {
    return folder.isEmpty()
        ? Values.unknown(address)
        : repetition().value(address, copy -> module(copy).outputs());
  }
}
