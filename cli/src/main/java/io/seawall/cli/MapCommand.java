package io.seawall.cli;

import io.seawall.analysis.Analysis;
import io.seawall.analysis.Input;
import io.seawall.analysis.Options;
import io.seawall.analysis.question.PortQuery;
import io.seawall.model.Diagnostic;
import io.seawall.model.Diagnostic.Severity;
import io.seawall.model.policy.Direction;
import io.seawall.packets.PacketSet;
import io.seawall.practices.Situation;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.ReportFormats;
import io.seawall.reports.map.Focus;
import io.seawall.reports.map.MapReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `seawall map PATH`: all permitted connections.
final class MapCommand implements Command {
  private static final Option WORKLOAD =
      Option.value("--focus-workload", "NAME", "only with this workload; may be repeated");
  private static final Option PEER =
      Option.value("--focus-workload-peer", "NAME", "only with this other end; may be repeated");
  private static final Option DIRECTION =
      Option.value("--focus-direction", "ingress|egress", "only to, or only from, the workload");
  private static final Option CONN =
      Option.value("--focus-conn", "PROTO-PORT", "only where this is permitted, such as tcp-80");

  @Override
  public String name() {
    return "map";
  }

  @Override
  public Usage usage() {
    return new Usage(
        name(),
        "[PATH]...",
        0,
        Integer.MAX_VALUE,
        "all permitted connections",
        List.of("A line for each pair: SRC => DST : CONN. Addresses outside come as ranges."),
        List.of(
            Result.option(ReportFormats.MAP),
            Option.OUTPUT,
            WORKLOAD,
            PEER,
            DIRECTION,
            CONN,
            Option.ENGINE,
            Option.CLUSTER,
            Option.CONFIG,
            Option.COMPAT,
            Option.NO_COLOR,
            Option.VERBOSE,
            Option.HELP),
        List.of(
            "seawall map k8s/ -o csv",
            "seawall map k8s/ --focus-workload shop/web --focus-direction ingress",
            "seawall map k8s/ -o dot | dot -Tsvg > map.svg",
            "seawall map k8s/ --compat np-guard  # to compare with netpol-analyzer or roxctl"));
  }

  @Override
  public Exit run(Arguments arguments, Console console) throws WrongUsage, IOException {
    ReportFormat<MapReport> format = Result.format(arguments, ReportFormats.MAP);
    Focus focus = focus(arguments);
    List<String> paths = arguments.operands().isEmpty() ? List.of(".") : arguments.operands();
    Options options = Settings.of(arguments, List.of(), console);
    ConfigFile config = ConfigFile.of(arguments, paths, console);
    Input input = InputReader.read(paths, config.file().map(Set::of).orElse(Set.of()), console);
    List<Diagnostic> diagnostics = new ArrayList<>(input.diagnostics());
    List<Situation> clusters = Analysis.situations(input, config.config(), options, diagnostics);
    Complaints.print(diagnostics, arguments.has(Option.VERBOSE), console);
    if (clusters.isEmpty()) {
      return Nothing.toJudge(paths, input, config.config(), options, console);
    }
    if (!options.npGuard()) {
      for (String name : focus.names()) {
        Asking.someone(name, clusters);
      }
    }
    if (options.npGuard() && diagnostics.stream().anyMatch(MapCommand::isRefused)) {
      return Exit.UNREADABLE;
    }
    Result.write(new MapReport(clusters, options.npGuard(), focus), format, arguments, console);
    return Exit.OK.of(input);
  }

  private static final List<String> ADMIN =
      List.of("AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy");

  /// Whether NP-Guard would refuse the whole input: for text that cannot be read and for a policy
  /// whose rules cannot; names and workloads it takes as they are.
  private static boolean isRefused(Diagnostic diagnostic) {
    String object = diagnostic.where().object();
    boolean rules =
        (object.startsWith("NetworkPolicy ") && diagnostic.where().field().startsWith("spec"))
            || ADMIN.stream().anyMatch(kind -> object.startsWith(kind + " "));
    return diagnostic.severity() == Severity.ERROR && (object.isEmpty() || rules);
  }

  private static Focus focus(Arguments arguments) throws WrongUsage {
    return new Focus(
        arguments.all(WORKLOAD), arguments.all(PEER), direction(arguments), packets(arguments));
  }

  private static Optional<Direction> direction(Arguments arguments) throws WrongUsage {
    Optional<String> text = arguments.value(DIRECTION);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (text.get()) {
      case "ingress" -> Optional.of(Direction.INGRESS);
      case "egress" -> Optional.of(Direction.EGRESS);
      default ->
          throw new WrongUsage("\"" + text.get() + "\" is no direction", "write ingress or egress");
    };
  }

  private static Optional<PacketSet> packets(Arguments arguments) throws WrongUsage {
    Optional<String> text = arguments.value(CONN);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<PacketSet> packets =
        text.filter(pair -> pair.contains("-"))
            .flatMap(pair -> PortQuery.parse(pair.replaceFirst("-", "/")))
            .map(PortQuery::packets);
    if (packets.isEmpty()) {
      throw new WrongUsage("\"" + text.get() + "\" is no connection", "write tcp-80 or udp-53");
    }
    return packets;
  }
}
