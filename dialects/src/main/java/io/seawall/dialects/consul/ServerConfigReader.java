package io.seawall.dialects.consul;

import io.seawall.dialects.Fields;
import io.seawall.dialects.consul.ConsulObject.ServerConfig;
import io.seawall.dialects.kubernetes.ObjectMeta;
import io.seawall.model.document.Node.Entry;
import io.seawall.model.document.Node.Scalar;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads what a ConfigMap tells the servers of Consul, in JSON, about those that no intention
/// speaks of.
///
/// Source: Consul source, consul-k8s, charts/consul (server-config-configmap.yaml,
/// server-tmp-extra-config-configmap.yaml); Consul documentation, "Agent configuration file
/// reference", `acl` and `default_intention_policy`.
final class ServerConfigReader {
  private static final Pattern ACL =
      Pattern.compile("\"acl\"\\s*:\\s*\\{[^}]*\"enabled\"\\s*:\\s*true");
  private static final Pattern DEFAULT = Pattern.compile("\"default_policy\"\\s*:\\s*\"(\\w+)\"");
  private static final Pattern INTENTIONS =
      Pattern.compile("\"default_intention_policy\"\\s*:\\s*\"(\\w+)\"");

  private ServerConfigReader() {}

  static Optional<ServerConfig> read(ObjectMeta meta, Fields root) {
    boolean named =
        meta.name().endsWith("-server-config")
            || meta.name().endsWith("-server-tmp-extra-config")
            || meta.name().endsWith("-server-extra-config");
    String text = named ? text(root) : "";
    boolean ofServer = text.contains("\"bootstrap_expect\"") || text.contains("\"acl\"");
    return ofServer || INTENTIONS.matcher(text).find()
        ? Optional.of(
            new ServerConfig(
                meta.namespaceOrDefault(),
                meta.name(),
                ACL.matcher(text).find(),
                value(DEFAULT, text),
                value(INTENTIONS, text),
                meta.where()))
        : Optional.empty();
  }

  private static String text(Fields root) {
    return root.child("data")
        .map(data ->
            data.entries().stream()
                .map(Entry::value)
                .map(node -> node instanceof Scalar scalar ? scalar.text() : "")
                .collect(Collectors.joining("\n")))
        .orElse("");
  }

  private static String value(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }
}
