package io.seawall.bench;

import io.seawall.analysis.question.Answer;
import io.seawall.analysis.question.Group;
import io.seawall.analysis.question.Names;
import io.seawall.analysis.question.PortQuery;
import io.seawall.analysis.question.Question;
import io.seawall.analysis.question.Sweep;
import io.seawall.model.Facts;
import io.seawall.model.Snapshot;
import io.seawall.model.cluster.Workload;
import io.seawall.practices.Config;
import io.seawall.practices.Situation;
import io.seawall.reach.Census;
import io.seawall.reach.Engine;
import io.seawall.reach.Reach;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What it costs to read a drawn cluster, to build what questions are asked of, and to ask. [Jmh]
/// runs it.
public class Questions {
  private static final Engine ENGINE = Engine.AZURE;
  private static final int MEGABYTE = 1_000_000;

  /// The text of a cluster.
  @State(Scope.Benchmark)
  public static class Text {
    @Param("")
    String file = "";

    private byte[] start = {};

    /// Reads what is scanned.
    @Setup
    public void read() throws IOException {
      try (InputStream in = Files.newInputStream(Path.of(file))) {
        start = in.readNBytes(MEGABYTE);
      }
    }
  }

  /// A cluster of which questions are asked.
  @State(Scope.Benchmark)
  public static class Cluster {
    private static final int PAIRS = 1_024;

    @Param("")
    String file = "";

    private Snapshot snapshot;
    private Situation situation;
    private Group nodes;
    private Group metadata;
    private List<Question> pairs;
    private int asked;

    /// Reads the cluster, and draws the pairs that are asked about.
    @Setup
    public void read() {
      Facts facts = Cost.facts(Path.of(file));
      snapshot = new Snapshot(file, Optional.empty(), facts);
      situation = new Situation(snapshot, reach(snapshot), Optional.of(ENGINE), Config.DEFAULT);
      Names names = new Names(situation);
      nodes = names.find("node").orElseThrow();
      metadata = names.find("imds").orElseThrow();
      pairs = pairs(situation);
    }

    private static List<Question> pairs(Situation situation) {
      List<Workload> workloads = List.copyOf(situation.workloads().values());
      PortQuery port = PortQuery.parse("tcp/8080").orElseThrow();
      Random random = new Random(PAIRS);
      List<Question> pairs = new ArrayList<>();
      for (int i = 0; i < PAIRS; i++) {
        Group from = one(situation, workloads.get(random.nextInt(workloads.size())));
        Group to = one(situation, workloads.get(random.nextInt(workloads.size())));
        pairs.add(new Question(from, to, port));
      }
      return pairs;
    }

    private static Group one(Situation situation, Workload workload) {
      Group.Member member = Group.Member.of(workload, situation.reach().universe());
      return new Group(member.name(), Group.Kind.EACH, List.of(member));
    }

    private Question next() {
      asked = (asked + 1) % PAIRS;
      return pairs.get(asked);
    }
  }

  private static Reach reach(Snapshot snapshot) {
    return Reach.of(snapshot, List.of(ENGINE), List.of());
  }

  /// The calibration loop: looks at each byte of a megabyte of JSON once, as the simplest reader
  /// that can tell structure from text has to.
  @Benchmark
  public int scan(Text text) {
    int structure = 0;
    boolean inside = false;
    boolean escaped = false;
    for (byte b : text.start) {
      if (escaped) {
        escaped = false;
      } else if (b == '\\') {
        escaped = true;
      } else if (b == '"') {
        inside = !inside;
      } else if (!inside && (b == '{' || b == '}' || b == '[' || b == ']' || b == ',')) {
        structure++;
      }
    }
    return structure;
  }

  /// From bytes to facts, the whole file.
  @Benchmark
  public Facts parse(Text text) {
    return Cost.facts(Path.of(text.file));
  }

  /// From facts to classes of endpoints and functions of policies.
  @Benchmark
  public Reach build(Cluster cluster) {
    return reach(cluster.snapshot);
  }

  /// `can` for one pair of workloads, another each time; without the search for their names.
  @Benchmark
  public List<Answer> can(Cluster cluster) {
    return cluster.next().ask(cluster.situation.reach());
  }

  /// `who-can node tcp/22`.
  @Benchmark
  public List<Answer> whoCanNode(Cluster cluster) {
    return new Sweep(cluster.situation)
        .whoCan(cluster.nodes, PortQuery.parse("tcp/22").orElseThrow());
  }

  /// `who-can imds tcp/80`.
  @Benchmark
  public List<Answer> whoCanMetadata(Cluster cluster) {
    return new Sweep(cluster.situation)
        .whoCan(cluster.metadata, PortQuery.parse("tcp/80").orElseThrow());
  }

  /// Which pairs of pods can talk, counted.
  @Benchmark
  public Census allPairs(Cluster cluster) {
    return Census.of(cluster.situation.reach());
  }
}
