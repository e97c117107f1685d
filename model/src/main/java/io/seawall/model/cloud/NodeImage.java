package io.seawall.model.cloud;

import io.seawall.model.cluster.ClusterNode;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A node image and the month it was built, which its name tells.
///
/// Source: AKS release notes, names of node images such as
/// `AKSUbuntu-2204gen2containerd-202507.02.0`, `AKSUbuntu-1804gen2containerd-2023.02.15` and
/// `AKSWindows-2022-containerd-20348.2762.241009`.
public record NodeImage(String name, YearMonth built) {
  private static final Pattern LINUX =
      Pattern.compile("-(20[1-9]\\d)\\.?(0[1-9]|1[0-2])\\.\\d{1,2}(\\.\\d+)?$");
  private static final Pattern WINDOWS =
      Pattern.compile("\\.(\\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])$");
  private static final String LABEL = "kubernetes.azure.com/node-image-version";

  /// Reads the month from the name.
  ///
  /// @return empty if the name does not tell
  public static Optional<NodeImage> parse(String name) {
    Matcher linux = LINUX.matcher(name);
    if (linux.find()) {
      return Optional.of(of(name, linux.group(1), linux.group(2)));
    }
    Matcher windows = WINDOWS.matcher(name);
    return windows.find()
        ? Optional.of(of(name, "20" + windows.group(1), windows.group(2)))
        : Optional.empty();
  }

  private static NodeImage of(String name, String year, String month) {
    return new NodeImage(name, YearMonth.of(Integer.parseInt(year), Integer.parseInt(month)));
  }

  /// The oldest image that any node of a pool is known to run.
  ///
  /// @param pool as Azure describes it
  /// @param live the nodes of the pool that the cluster shows
  public static Optional<NodeImage> oldest(Optional<NodePool> pool, Collection<ClusterNode> live) {
    Stream<String> written = pool.flatMap(azure -> azure.nodeImageVersion().known()).stream();
    Stream<String> labels =
        live.stream().flatMap(node -> Stream.ofNullable(node.labels().get(LABEL)));
    return Stream.concat(written, labels)
        .flatMap(name -> parse(name).stream())
        .min(Comparator.comparing(NodeImage::built));
  }
}
