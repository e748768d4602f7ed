package dev.heddle.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs redis-benchmark against a server and takes the server's CPU time around it. */
final class LoadGenerator {
  /** Most time that one run may take: a benchmark whose server is gone tries for ever. */
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private final String program;
  private final Workspace workspace;
  private final Plan plan;

  private LoadGenerator(String program, Workspace workspace, Plan plan) {
    this.program = program;
    this.workspace = workspace;
    this.plan = plan;
  }

  /** The program that the command line names. */
  static LoadGenerator of(Session session, Plan plan) {
    String program = session.line().text(Option.BENCHMARK);
    var path = Contender.find(program);
    if (path == null) {
      throw new Failure(
          ("no '%s' on the PATH to drive the servers with: install Redis's tools, or give another"
                  + " with %s")
              .formatted(program, Option.BENCHMARK.word()));
    }
    return new LoadGenerator(path.toString(), session.workspace(), plan);
  }

  /** One run of so many requests. */
  Sample run(ServerProcess server, Load load, long requests) throws IOException {
    double locked = server.lockMicros();
    double before = server.cpuMicros();
    var output = workspace.run(command(server, load, requests), LIMIT, server::alive);
    double cpu = server.cpuMicros() - before;
    if (!server.alive()) {
      throw server.died("ended under " + load);
    }
    if (output.exitCode() != 0) {
      throw new Failure(
          "redis-benchmark on %s, %s: %s".formatted(server.name(), load, reason(output.text())));
    }
    return new Sample(Latency.parse(output.text()), cpu, server.lockMicros() - locked);
  }

  private List<String> command(ServerProcess server, Load load, long requests) {
    var words = new ArrayList<>(List.of(program, "-h", "127.0.0.1"));
    words.addAll(List.of("-p", Integer.toString(server.port())));
    words.addAll(List.of("-c", Integer.toString(load.clients())));
    words.addAll(List.of("-n", Long.toString(requests)));
    words.addAll(List.of("-P", Integer.toString(load.pipeline())));
    words.addAll(List.of("-r", Integer.toString(plan.keyspace())));
    words.addAll(load.workload().command(plan.valueSize()));
    return words;
  }

  /** Why a run failed: the last line that is no progress, which is written over itself. */
  static String reason(String text) {
    return text.lines()
        .flatMap(line -> Words.split(line, "\r").stream())
        .filter(line -> !line.contains("rps="))
        .reduce("it ended without a word", (first, second) -> second);
  }
}
