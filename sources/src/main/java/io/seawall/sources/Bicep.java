package io.seawall.sources;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The compiler of Bicep, if it is installed: on the path, or where the Azure command line keeps
/// it. It is told not to fetch modules, so that reading an input opens no connection.
///
/// Source: Microsoft Learn, "Bicep CLI commands", `build`; "Install Bicep tools".
final class Bicep {
  /// How long one file may take.
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Pattern ERROR = Pattern.compile("Error .*");

  private final Tool tool;

  private Bicep(Tool tool) {
    this.tool = tool;
  }

  /// The compiler that these variables of the environment lead to.
  static Optional<Bicep> in(Map<String, String> environment) {
    return in(environment, LIMIT);
  }

  static Optional<Bicep> in(Map<String, String> environment, Duration limit) {
    List<String> more = new ArrayList<>();
    String azure = environment.getOrDefault("AZURE_CONFIG_DIR", "");
    String home = environment.getOrDefault("HOME", "");
    if (!azure.isEmpty()) {
      more.add(azure + "/bin");
    } else if (!home.isEmpty()) {
      more.add(home + "/.azure/bin");
    }
    return Tool.find(environment, more, "bicep", "bicep.exe")
        .map(program -> new Bicep(new Tool(program, Map.of(), limit)));
  }

  /// Compiles one file to an ARM template.
  ///
  /// @throws IOException if the program cannot be started, or what it writes cannot be read
  Tool.Outcome compile(Path file) throws IOException {
    return tool.run(
        ERROR, List.of("build", "--stdout", "--no-restore", file.toAbsolutePath().toString()));
  }
}
