package io.seawall.cli;

import io.seawall.dialects.Spelling;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// One run of the command line, from words to exit code. Nothing that a user types or feeds in ends
/// in a stack trace; a fault of ours is one line, and the trace under `-v`.
final class Run {
  private Run() {}

  static Exit of(List<String> words, Console console) {
    try {
      return dispatch(words, console);
    } catch (WrongUsage wrong) {
      console.err().println("seawall: error: " + wrong.getMessage());
      console.err().println("  help: " + wrong.help());
      return Exit.WRONG_USAGE;
    } catch (IOException e) {
      if ("Broken pipe".equals(e.getMessage())) {
        return Exit.OK; // whoever reads has seen enough
      }
      console.err().println("seawall: error: cannot write the result: " + e.getMessage());
      return Exit.OUR_FAULT;
    } catch (OutOfMemoryError e) {
      console.err().println("seawall: error: out of memory [OUT_OF_MEMORY]");
      console.err().println("  help: raise the limit, such as SEAWALL_HEAP=4g seawall ...");
      return Exit.OUR_FAULT;
    } catch (RuntimeException | Error e) {
      return fault(e, words, console);
    } finally {
      console.err().flush();
    }
  }

  private static Exit dispatch(List<String> words, Console console) throws WrongUsage, IOException {
    if (words.isEmpty()) {
      console.err().print(Help.overview());
      return Exit.WRONG_USAGE;
    }
    String first = words.getFirst();
    return switch (first) {
      case "-h", "--help", "help" -> help(words, console);
      case "-V", "--version" -> print("seawall " + console.version() + "\n", console);
      default -> command(first, words.subList(1, words.size()), console);
    };
  }

  private static Exit help(List<String> words, Console console) throws WrongUsage, IOException {
    boolean one = words.size() > 1 && !words.get(1).startsWith("-");
    return print(one ? Help.of(known(words.get(1)).usage()) : Help.overview(), console);
  }

  private static Exit print(String text, Console console) throws IOException {
    console.out().write(text);
    console.out().flush();
    return Exit.OK;
  }

  private static Exit command(String name, List<String> words, Console console)
      throws WrongUsage, IOException {
    Command command = known(name);
    Usage usage = command.usage();
    Arguments arguments = Arguments.parse(usage, words);
    if (arguments.has(Option.HELP)) {
      return print(Help.of(usage), console);
    }
    return command.run(arguments, console);
  }

  private static Command known(String name) throws WrongUsage {
    Optional<Command> command = Commands.find(name);
    if (command.isPresent()) {
      return command.get();
    }
    List<String> names = Commands.ALL.stream().map(Command::name).toList();
    String near = Spelling.nearest(name, names).map(n -> "did you mean " + n + "? ").orElse("");
    throw new WrongUsage(
        "there is no command \"" + name + "\"", near + "seawall --help lists them");
  }

  private static Exit fault(Throwable fault, List<String> words, Console console) {
    StackTraceElement[] trace = fault.getStackTrace();
    String place = trace.length == 0 ? "" : " at " + trace[0];
    console.err().println("seawall: internal error: " + fault + place + " [INTERNAL]");
    console
        .err()
        .println(
            "  help: this is a fault of Seawall, not of your input; report it to the project with"
                + " this line, version "
                + console.version()
                + " and the command; -v adds the stack trace");
    if (words.contains("-v") || words.contains("--verbose")) {
      fault.printStackTrace(console.err());
    }
    return Exit.OUR_FAULT;
  }
}
