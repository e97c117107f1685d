package io.seawall.cli;

import io.seawall.analysis.Analysis;
import io.seawall.analysis.Input;
import io.seawall.analysis.Options;
import io.seawall.analysis.question.Answer;
import io.seawall.analysis.question.Answer.Reply;
import io.seawall.analysis.question.Group;
import io.seawall.analysis.question.Names;
import io.seawall.analysis.question.PortQuery;
import io.seawall.model.Diagnostic;
import io.seawall.packets.AddressSet;
import io.seawall.practices.Situation;
import io.seawall.reports.ReportFormat;
import io.seawall.reports.answer.AnswerReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the commands that ask a question have in common: they read the input, find whom the names
/// mean, and end by the reply.
final class Asking {
  static final List<String> NAMES =
      List.of(
          "An end is namespace/workload, optionally with [Kind]; a pod's name; namespace/* or */*;"
              + " label:app=x with namespace:y; an address or block; fqdn:NAME; internet; node or"
              + " node:POOL; imds, wireserver, apiserver or dns.",
          "PORT is tcp/443, udp/53, tcp/8000-8100, icmp or any (the default).");

  private Asking() {}

  static List<Option> options(List<ReportFormat<AnswerReport>> formats) {
    return List.of(
        Option.INPUT,
        Result.option(formats),
        Option.OUTPUT,
        Option.ENGINE,
        Option.CLUSTER,
        Option.CONFIG,
        Option.COMPAT,
        Option.NO_COLOR,
        Option.VERBOSE,
        Option.HELP);
  }

  /// A question about one cluster, as typed.
  ///
  /// @param from empty for anyone
  /// @param to empty for anything
  record Typed(String command, Optional<String> from, Optional<String> to, PortQuery port) {
    List<String> names() {
      List<String> names = new ArrayList<>();
      from.ifPresent(names::add);
      to.ifPresent(names::add);
      return names;
    }
  }

  /// Something that answers it.
  @FunctionalInterface
  interface Asker {
    /// @param groups whom the names mean, in the order of [Typed#names]
    List<Answer> ask(Situation situation, List<Group> groups, PortQuery port);
  }

  static PortQuery port(String text) throws WrongUsage {
    return PortQuery.parse(text)
        .orElseThrow(() ->
            new WrongUsage(
                "\"" + text + "\" is no port",
                "write tcp/443, udp/53, tcp/8000-8100, icmp or any"));
  }

  static Exit run(
      Typed typed,
      List<ReportFormat<AnswerReport>> formats,
      Asker asker,
      Arguments arguments,
      Console console)
      throws WrongUsage, IOException {
    ReportFormat<AnswerReport> format = Result.format(arguments, formats);
    List<String> paths = arguments.has(Option.INPUT) ? arguments.all(Option.INPUT) : List.of(".");
    List<AddressSet> asked =
        typed.names().stream().flatMap(name -> Names.addresses(name).stream()).toList();
    Options options = Settings.of(arguments, asked, console);
    ConfigFile config = ConfigFile.of(arguments, paths, console);
    Input input = InputReader.read(paths, config.file().map(Set::of).orElse(Set.of()), console);
    List<Diagnostic> diagnostics = new ArrayList<>(input.diagnostics());
    List<Situation> clusters = Analysis.situations(input, config.config(), options, diagnostics);
    Complaints.print(diagnostics, arguments.has(Option.VERBOSE), console);
    if (clusters.isEmpty()) {
      return Nothing.toJudge(paths, input, config.config(), options, console);
    }
    Situation cluster = cluster(typed, clusters);
    List<Group> groups = new ArrayList<>();
    for (String name : typed.names()) {
      groups.add(find(name, cluster));
    }
    AnswerReport report =
        new AnswerReport(
            cluster,
            typed.command(),
            typed.from().orElse("anyone"),
            typed.to().orElse("anything"),
            typed.port().text(),
            asker.ask(cluster, groups, typed.port()));
    Result.write(report, format, arguments, console);
    return exit(report.reply()).of(input);
  }

  /// The cluster that has everybody who was named; the first if nobody has.
  private static Situation cluster(Typed typed, List<Situation> clusters) throws WrongUsage {
    List<Situation> fitting =
        clusters.stream()
            .filter(one -> {
              Names names = new Names(one);
              return typed.names().stream().allMatch(name -> names.find(name).isPresent());
            })
            .toList();
    if (fitting.size() > 1) {
      Set<String> named = new LinkedHashSet<>();
      fitting.forEach(one -> named.add(one.snapshot().name()));
      throw new WrongUsage(
          "several clusters have " + String.join(" and ", typed.names()),
          "choose with --cluster: " + String.join(", ", named));
    }
    return fitting.isEmpty() ? clusters.getFirst() : fitting.getFirst();
  }

  /// @throws WrongUsage if no cluster has somebody of this name
  static void someone(String name, List<Situation> clusters) throws WrongUsage {
    if (clusters.stream().noneMatch(one -> new Names(one).find(name).isPresent())) {
      find(name, clusters.getFirst());
    }
  }

  private static Group find(String name, Situation cluster) throws WrongUsage {
    Names names = new Names(cluster);
    Optional<Group> group = names.find(name);
    if (group.isEmpty()) {
      List<String> near = names.suggest(name);
      throw new WrongUsage(
          "\"" + name + "\" is nobody in cluster " + cluster.snapshot().name(),
          name.equals("dns")
              ? "add its pods, labelled k8s-app=kube-dns: kubectl get pods -n kube-system -o json"
              : near.isEmpty()
                  ? "name a workload as namespace/name, or an address, internet, node, imds, ..."
                  : "did you mean " + String.join(" or ", near) + "?");
    }
    return group.get();
  }

  private static Exit exit(Reply reply) {
    return switch (reply) {
      case YES -> Exit.OK;
      case NO -> Exit.REFUTED;
      case UNKNOWN -> Exit.UNDECIDED;
    };
  }
}
