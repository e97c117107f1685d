package io.seawall.reports.map;

import io.seawall.analysis.Connections;
import io.seawall.analysis.Connections.End;
import io.seawall.model.Bounds;
import io.seawall.practices.Situation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// The connections that clusters permit.
///
/// @param policiesAlone whether Kubernetes policies alone are asked, as if nothing else stood in
///   the way, of TCP, UDP and SCTP alone
public record MapReport(List<Situation> clusters, boolean policiesAlone, Focus focus) {
  public MapReport {
    clusters = List.copyOf(clusters);
  }

  /// A connection in words.
  ///
  /// @param cluster the name of its cluster
  /// @param conn what passes for sure, such as `TCP 80,443-445`; `No Connections` if nothing does
  /// @param possibly what passes or not, by facts that the input lacks; empty if there is nothing
  record Line(String cluster, String src, String dst, String conn, String possibly) {
    /// `TCP 80`, `TCP 80; possibly UDP 53` or `possibly UDP 53`.
    String both() {
      if (possibly.isEmpty()) {
        return conn;
      }
      return (conn.equals(ConnectionText.NONE) ? "" : conn + "; ") + "possibly " + possibly;
    }
  }

  /// Something that takes one line.
  @FunctionalInterface
  interface Lines {
    void accept(Line line) throws IOException;
  }

  /// Hands out every line that is in focus, in a fixed order; lines are not held.
  void forEach(Lines lines) throws IOException {
    try {
      for (Situation cluster : clusters) {
        String name = cluster.snapshot().name();
        Connections.of(cluster, policiesAlone)
            .forEach(row -> {
              if (focus.shows(row)) {
                accept(lines, line(name, row));
              }
            });
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void accept(Lines lines, Line line) {
    try {
      lines.accept(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Line line(String cluster, Connections.Row row) {
    Bounds packets = row.packets();
    return new Line(
        cluster,
        end(row.from()),
        end(row.to()),
        sure(packets, policiesAlone),
        possibly(packets, policiesAlone));
  }

  static String sure(Bounds packets, boolean policiesAlone) {
    return ConnectionText.of(packets.sure(), policiesAlone);
  }

  /// What passes or not; empty if there is nothing.
  static String possibly(Bounds packets, boolean policiesAlone) {
    return packets.isExact()
        ? ""
        : ConnectionText.of(packets.possible().minus(packets.sure()), policiesAlone);
  }

  /// What passes for sure, and what possibly does.
  static String both(Bounds packets, boolean policiesAlone) {
    String possibly = possibly(packets, policiesAlone);
    String sure = sure(packets, policiesAlone);
    return possibly.isEmpty()
        ? sure
        : (packets.sure().isEmpty() ? "" : sure + "; ") + "possibly " + possibly;
  }

  static String end(End end) {
    return switch (end) {
      case End.Pods(var id) -> id.toString();
      case End.IngressController() -> "{ingress-controller}";
      case End.Addresses(var range) -> range.first() + "-" + range.last() + "[External]";
    };
  }
}
