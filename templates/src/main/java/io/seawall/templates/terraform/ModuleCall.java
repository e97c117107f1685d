package io.seawall.templates.terraform;

import io.seawall.model.document.Node;
import io.seawall.templates.terraform.Configuration.Block;
import io.seawall.templates.terraform.Repetition.Copy;
import io.seawall.templates.terraform.Repetition.Kind;
import io.seawall.templates.terraform.expression.Bindings;
import io.seawall.templates.terraform.expression.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A call of a module, with one module for each copy.
final class ModuleCall {
  private final String address;
  private final Repetition repetition;
  private final Map<String, Module> modules = new LinkedHashMap<>();

  private ModuleCall(String address, Repetition repetition) {
    this.address = address;
    this.repetition = repetition;
  }

  static ModuleCall of(Module caller, Block call) {
    String address = caller.prefix() + "module." + call.name();
    Optional<String> folder = caller.program().called(caller.folder(), call);
    if (folder.isEmpty() || !caller.program().mayEnter(caller.depth())) {
      caller
          .program()
          .moduleNotRead(call, folder.isEmpty() ? "" : "too many modules inside each other");
      return new ModuleCall(address, new Repetition(Kind.UNKNOWN, List.of()));
    }
    Repetition repetition =
        caller
            .program()
            .limited(Repetition.of(call.body(), caller.evaluator(), Bindings.NONE), call);
    boolean certain = repetition.isCertain();
    ModuleCall out = new ModuleCall(address, repetition);
    for (Copy copy : repetition.copies()) {
      Module.Inputs inputs =
          name ->
              call.body()
                  .get(name)
                  .map(written -> caller.evaluator().value(written, copy.bindings()));
      String name = address + copy.suffix();
      out.modules.put(copy.suffix(), new Module(caller, folder.get(), name, certain, inputs));
    }
    return out;
  }

  List<Module> modules() {
    return List.copyOf(modules.values());
  }

  boolean isOnce() {
    return repetition.kind() == Kind.ONCE;
  }

  /// What a reference to the call leads to: the outputs.
  Node value() {
    return repetition.value(address, copy -> outputs(copy.suffix()));
  }

  private Node outputs(String suffix) {
    Module module = modules.get(suffix);
    return module == null ? Values.unknown(address) : module.outputs();
  }
}
