package io.seawall.bench;

import io.seawall.dialects.Dialect;
import io.seawall.dialects.Dialects;
import io.seawall.model.Diagnostic;
import io.seawall.model.Facts;
import io.seawall.model.Snapshot;
import io.seawall.reach.Census;
import io.seawall.reach.Engine;
import io.seawall.reach.Reach;
import io.seawall.reach.Universe;
import io.seawall.sources.Limits;
import io.seawall.sources.Sources;
import io.seawall.templates.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// What it cost to read a cluster and to count which pairs of its pods can talk.
///
/// @param bytes of the file
/// @param parse nanoseconds from bytes to facts
/// @param classes nanoseconds to sort endpoints into classes
/// @param functions nanoseconds to fold all policies into functions
/// @param count nanoseconds to count all pairs
/// @param heap the most heap in use at any time, in bytes; garbage that was not yet collected
///   counts
record Cost(
    long bytes, long parse, long classes, long functions, long count, long heap, Census census) {

  /// Reads and judges one file.
  static Cost of(Path file, Engine engine) throws IOException {
    System.gc();
    pools().forEach(MemoryPoolMXBean::resetPeakUsage);
    long start = System.nanoTime();
    Facts facts = facts(file);
    long parsed = System.nanoTime();
    Snapshot snapshot = new Snapshot(file.toString(), Optional.empty(), facts);
    Universe universe = Universe.of(snapshot, List.of());
    long sorted = System.nanoTime();
    Reach reach = Reach.of(snapshot, List.of(engine), universe);
    long folded = System.nanoTime();
    Census census = Census.of(reach);
    long counted = System.nanoTime();
    return new Cost(
        Files.size(file),
        parsed - start,
        sorted - parsed,
        folded - sorted,
        counted - folded,
        pools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum(),
        census);
  }

  /// What a file tells.
  static Facts facts(Path file) {
    Dialect.Reading reading = Dialects.open();
    Consumer<Diagnostic> complaints =
        complaint -> {
          throw new IllegalStateException(complaint.toString());
        };
    Templates templates = Templates.into(reading::accept, complaints);
    Sources.of(List.of(file.toString()), InputStream.nullInputStream(), Limits.DEFAULT)
        .read(templates::accept, complaints);
    templates.close();
    return reading.close().value();
  }

  private static List<MemoryPoolMXBean> pools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  /// The least of both, part by part.
  Cost better(Cost that) {
    return new Cost(
        bytes,
        Math.min(parse, that.parse),
        Math.min(classes, that.classes),
        Math.min(functions, that.functions),
        Math.min(count, that.count),
        Math.min(heap, that.heap),
        census);
  }

  /// Fields between tabs: size, MB, then milliseconds of each part, MB of heap, and the census.
  String line(String size) {
    return String.format(
        Locale.ROOT,
        "%s\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t%.0f\t%d\t%d\t%d\t%d\t%d\t%d",
        size,
        bytes / 1e6,
        parse / 1e6,
        classes / 1e6,
        functions / 1e6,
        count / 1e6,
        heap / 1e6,
        census.pods(),
        census.classes(),
        census.functions(),
        census.blocks(),
        census.cells(),
        census.pairs());
  }
}
