package io.seawall.cli;

import io.seawall.analysis.question.Sweep;
import io.seawall.reports.ReportFormats;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// `seawall who-can TO [PORT]`: everybody who can reach one end.
final class WhoCanCommand implements Command {
  @Override
  public String name() {
    return "who-can";
  }

  @Override
  public Usage usage() {
    return new Usage(
        name(),
        "TO [PORT]",
        1,
        2,
        "everybody who can reach one end",
        Asking.NAMES,
        Asking.options(ReportFormats.SWEEP),
        List.of(
            "seawall who-can imds tcp/80 --input examples/shop",
            "seawall who-can payments/ledger-db tcp/5432 --input k8s/"));
  }

  @Override
  public Exit run(Arguments arguments, Console console) throws WrongUsage, IOException {
    List<String> operands = arguments.operands();
    Asking.Typed typed =
        new Asking.Typed(
            name(),
            Optional.empty(),
            Optional.of(operands.getFirst()),
            Asking.port(operands.size() > 1 ? operands.get(1) : "any"));
    return Asking.run(
        typed,
        ReportFormats.SWEEP,
        (situation, groups, port) -> new Sweep(situation).whoCan(groups.getFirst(), port),
        arguments,
        console);
  }
}
