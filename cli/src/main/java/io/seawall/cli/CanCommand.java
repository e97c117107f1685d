package io.seawall.cli;

import io.seawall.analysis.question.Question;
import io.seawall.reports.ReportFormats;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// `seawall can FROM TO [PORT]`: one question, one line: exit 0 yes, 1 no, 4 unknown.
final class CanCommand implements Command {
  @Override
  public String name() {
    return "can";
  }

  @Override
  public Usage usage() {
    return new Usage(
        name(),
        "FROM TO [PORT]",
        2,
        3,
        "one question, one line: exit 0 yes, 1 no, 4 unknown",
        Asking.NAMES,
        Asking.options(ReportFormats.CAN),
        List.of(
            "seawall can shop/web shop/api tcp/8080 --input k8s/",
            "seawall can '*/*' imds tcp/80 --input k8s/ --engine cilium",
            "seawall can internet node tcp/22 --input azure/"));
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
        ReportFormats.CAN,
        (situation, groups, port) ->
            new Question(groups.get(0), groups.get(1), port).ask(situation.reach()),
        arguments,
        console);
  }
}
