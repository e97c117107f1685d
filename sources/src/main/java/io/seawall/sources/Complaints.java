package io.seawall.sources;

import io.seawall.model.Diagnostic;
import io.seawall.model.SourceRef;
import java.util.function.Consumer;

/// The complaints about one file, of which only so many are passed on.
final class Complaints {
  private final String file;
  private final int most;
  private final Consumer<Diagnostic> sink;
  private int count;

  Complaints(String file, int most, Consumer<Diagnostic> sink) {
    this.file = file;
    this.most = most;
    this.sink = sink;
  }

  String file() {
    return file;
  }

  SourceRef at(int line) {
    return SourceRef.of(file, line);
  }

  void add(Diagnostic complaint) {
    count++;
    if (count <= most) {
      sink.accept(complaint);
    } else if (count == most + 1) {
      sink.accept(
          Diagnostic.warning(
              "COMPLAINT_LIMIT",
              at(complaint.where().line()),
              "more than " + most + " complaints about this file",
              "at most " + most,
              "the others are left out; correct those above and run again"));
    }
  }
}
