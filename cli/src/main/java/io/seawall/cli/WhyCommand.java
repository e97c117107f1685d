package io.seawall.cli;

import io.seawall.analysis.question.Question;
import io.seawall.reports.ReportFormats;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// `seawall why FROM TO [PORT]`: the whole ladder: every hop, rule, file and line.
final class WhyCommand implements Command {
  @Override
  public String name() {
    return "why";
  }

  @Override
  public Usage usage() {
    return new Usage(
        name(),
        "FROM TO [PORT]",
        2,
        3,
        "the whole ladder: every hop, rule, file and line",
        Asking.NAMES,
        Asking.options(ReportFormats.WHY),
        List.of(
            "seawall why shop/frontend imds tcp/80 --input examples/shop",
            "seawall why shop/web 203.0.113.7 tcp/443 --input k8s/ -o json"));
  }

  @Override
  public Exit run(Arguments arguments, Console console) throws WrongUsage, IOException {
    List<String> operands = arguments.operands();
    Asking.Typed typed =
        new Asking.Typed(
            name(),
            Optional.of(operands.get(0)),
            Optional.of(operands.get(1)),
            Asking.port(operands.size() > 2 ? operands.get(2) : "any"));
    return Asking.run(
        typed,
        ReportFormats.WHY,
        (situation, groups, port) ->
            new Question(groups.get(0), groups.get(1), port).ask(situation.reach()),
        arguments,
        console);
  }
}
