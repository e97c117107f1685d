package io.seawall.cli;

import java.io.PrintWriter;

/// How far the reading is, on a terminal only, and only if it takes a while.
final class Progress {
  private static final long FIRST_AFTER_NANOS = 500_000_000L;
  private static final long EVERY_NANOS = 200_000_000L;

  private final PrintWriter err;
  private final boolean terminal;
  private long next = System.nanoTime() + FIRST_AFTER_NANOS;
  private boolean shown;

  Progress(Console console) {
    this.err = console.err();
    this.terminal = console.terminal();
  }

  void documents(int count) {
    if (terminal && System.nanoTime() - next >= 0) {
      next = System.nanoTime() + EVERY_NANOS;
      shown = true;
      err.printf("\rreading: %,d documents", count);
      err.flush();
    }
  }

  /// Wipes the line.
  void done() {
    if (shown) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
