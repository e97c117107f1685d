package io.seawall.sources;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.ScannerException;
import org.snakeyaml.engine.v2.scanner.Scanner;
import org.snakeyaml.engine.v2.scanner.ScannerImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.tokens.Token;

/// Takes tabs between tokens where Kubernetes' reader does: anywhere inside `[ ]` and `{ }`, and
/// outside of them after anything but indentation and the signs `-`, `?` and `:` that start a line.
/// Source: libyaml and go-yaml, yaml_parser_scan_to_next_token.
///
/// The scanner below stops at such a tab before it has taken anything of the next token. So the tab
/// can be stepped over, and the scanner be asked again.
final class LenientScanner implements Scanner {
  private final StreamReader reader;
  private final ScannerImpl scanner;

  /// Each step costs an exception of the scanner below.
  private static final int MOST_STEPS = 1_000_000;

  private int steps;

  LenientScanner(LoadSettings settings, StreamReader reader) {
    this.reader = reader;
    this.scanner = new ScannerImpl(settings, reader);
  }

  @Override
  public boolean checkToken(Token.ID... choices) {
    while (true) {
      try {
        return scanner.checkToken(choices);
      } catch (ScannerException e) {
        stepOverBlanks(e);
      }
    }
  }

  @Override
  public boolean checkToken(Token.ID choice) {
    while (true) {
      try {
        return scanner.checkToken(choice);
      } catch (ScannerException e) {
        stepOverBlanks(e);
      }
    }
  }

  @Override
  public Token peekToken() {
    while (true) {
      try {
        return scanner.peekToken();
      } catch (ScannerException e) {
        stepOverBlanks(e);
      }
    }
  }

  @Override
  public boolean hasNext() {
    return checkToken();
  }

  @Override
  public Token next() {
    return scanner.next();
  }

  @Override
  public void resetDocumentIndex() {
    scanner.resetDocumentIndex();
  }

  private void stepOverBlanks(ScannerException e) {
    boolean betweenTokens = "while scanning for the next token".equals(e.getContext());
    if (!betweenTokens
        || ++steps > MOST_STEPS
        || !isBlank(reader.peek())
        || !mayStandHere(e.getProblemMark().orElseThrow())) {
      throw e;
    }
    while (isBlank(reader.peek())) {
      reader.forward();
    }
  }

  /// Inside brackets, the scanner steps over one tab by itself and stops at the blank after it.
  /// Outside, it stops at the first.
  private boolean mayStandHere(Mark mark) {
    int[] text = mark.getBuffer();
    int at = mark.getPointer();
    if (at > 0 && text[at - 1] == '\t') {
      return true;
    }
    boolean afterIndentation = true;
    for (int i = at - 1; i >= 0 && text[i] != '\n' && text[i] != '\r'; i--) {
      afterIndentation &= isBlank(text[i]) || ("-?:".indexOf(text[i]) >= 0 && isBlank(text[i + 1]));
    }
    return !afterIndentation;
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }
}
