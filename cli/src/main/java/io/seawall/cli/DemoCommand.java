package io.seawall.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `seawall demo`: the main job on a cluster that comes with Seawall.
final class DemoCommand implements Command {
  @Override
  public String name() {
    return "demo";
  }

  @Override
  public Usage usage() {
    return new Usage(
        name(),
        "",
        0,
        0,
        "runs check on a bundled cluster",
        List.of("The cluster is examples/shop: its settings look right one by one."),
        CheckCommand.OPTIONS,
        List.of("seawall demo", "seawall demo -o json"));
  }

  @Override
  public Exit run(Arguments arguments, Console console) throws WrongUsage, IOException {
    Path shop = console.home().resolve("examples/shop");
    if (!Files.isDirectory(shop)) {
      throw new WrongUsage("there is no folder " + shop, "run seawall from its own folder");
    }
    Path here = Path.of("").toAbsolutePath();
    Path shown = shop.startsWith(here) ? here.relativize(shop) : shop;
    return CheckCommand.check(List.of(shown.toString()), arguments, console);
  }
}
