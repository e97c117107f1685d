package io.seawall.cli;

import io.seawall.analysis.question.Sweep;
import io.seawall.reports.ReportFormats;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// `seawall what-can FROM [PORT]`: everything that one end can reach.
final class WhatCanCommand implements Command {
  @Override
  public String name() {
    return "what-can";
  }

  @Override
  public Usage usage() {
    return new Usage(
        name(),
        "FROM [PORT]",
        1,
        2,
        "everything that one end can reach",
        Asking.NAMES,
        Asking.options(ReportFormats.SWEEP),
        List.of(
            "seawall what-can shop/frontend --input examples/shop",
            "seawall what-can marketing/newsletter tcp/443 --input k8s/ -o json"));
  }

  @Override
  public Exit run(Arguments arguments, Console console) throws WrongUsage, IOException {
    List<String> operands = arguments.operands();
    Asking.Typed typed =
        new Asking.Typed(
            name(),
            Optional.of(operands.getFirst()),
            Optional.empty(),
            Asking.port(operands.size() > 1 ? operands.get(1) : "any"));
    return Asking.run(
        typed,
        ReportFormats.SWEEP,
        (situation, groups, port) -> new Sweep(situation).whatCan(groups.getFirst(), port),
        arguments,
        console);
  }
}
