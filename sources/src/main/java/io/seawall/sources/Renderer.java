package io.seawall.sources;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A program that prints the objects that a folder comes to: Helm for charts, Kustomize or kubectl
/// for kustomizations. It is kept from the network, so that reading an input opens no connection:
/// nothing answers at the proxy that it is given, and git may use no protocol.
///
/// Source: Helm documentation, `helm template`; Kubernetes documentation, "Declarative Management
/// of Kubernetes Objects Using Kustomize".
///
/// @param words that come before the folder
/// @param title what is run, such as `helm template`
record Renderer(Tool tool, List<String> words, String title) {
  /// How long one folder may take.
  static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Pattern ERROR = Pattern.compile("[Ee]rror: .*|err=.*");
  private static final String NOBODY = "http://127.0.0.1:9";
  private static final Map<String, String> WITHOUT_NETWORK =
      Map.of(
          "HTTP_PROXY",
          NOBODY,
          "HTTPS_PROXY",
          NOBODY,
          "http_proxy",
          NOBODY,
          "https_proxy",
          NOBODY,
          "NO_PROXY",
          "",
          "no_proxy",
          "",
          "GIT_ALLOW_PROTOCOL",
          "none",
          "GIT_TERMINAL_PROMPT",
          "0");

  /// Helm, by these variables of the environment.
  static Optional<Renderer> helm(Map<String, String> environment, Duration limit) {
    return Tool.find(environment, List.of(), "helm", "helm.exe")
        .map(program ->
            new Renderer(
                new Tool(program, WITHOUT_NETWORK, limit),
                List.of("template", "--skip-tests", "release"),
                "helm template"));
  }

  /// Kustomize, or kubectl, which holds one.
  static Optional<Renderer> kustomize(Map<String, String> environment, Duration limit) {
    return Tool.find(environment, List.of(), "kustomize", "kustomize.exe")
        .map(program ->
            new Renderer(
                new Tool(program, WITHOUT_NETWORK, limit), List.of("build"), "kustomize build"))
        .or(() ->
            Tool.find(environment, List.of(), "kubectl", "kubectl.exe")
                .map(program ->
                    new Renderer(
                        new Tool(program, WITHOUT_NETWORK, limit),
                        List.of("kustomize"),
                        "kubectl kustomize")));
  }

  /// Prints the objects of a folder.
  ///
  /// @throws IOException if the program cannot be started, or what it writes cannot be read
  Tool.Outcome render(Path folder) throws IOException {
    List<String> arguments = new ArrayList<>(words);
    arguments.add(folder.toAbsolutePath().toString());
    return tool.run(ERROR, arguments);
  }
}
