package io.seawall.templates.terraform;

import io.seawall.templates.terraform.Configuration.Block;
import io.seawall.templates.terraform.expression.Bindings;
import java.util.Optional;

/// The copies of a block, found out when they are asked for. Those of a block whose number depends
/// on itself are not known.
///
/// Not safe for use by several threads.
final class Copies {
  private final ModuleInstance module;
  private final Block block;
  private Optional<Repetition> known = Optional.empty();
  private boolean asked;

  Copies(ModuleInstance module, Block block) {
    this.module = module;
    this.block = block;
  }

  Repetition get() {
    if (known.isPresent()) {
      return known.get();
    }
    if (asked) {
      return Repetition.NONE;
    }
    asked = true;
    Repetition found = Repetition.of(block.body(), module.evaluator(), Bindings.NONE);
    Repetition limited = module.program().limited(found, block);
    known = Optional.of(limited);
    return limited;
  }
}
