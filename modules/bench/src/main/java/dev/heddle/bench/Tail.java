package dev.heddle.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Offers every server the same steady load, half of what the slowest can take, and looks at those
 * requests that waited longest. All servers have the same keys; only one is under load at a time.
 */
final class Tail {
  private static final long SECOND = 1_000_000_000;
  private static final double LEAST_SECONDS = 0.1;
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
  private static final double LEAST_MINUTES = 0.001;

  private final Session session;
  private final int keys;
  private final int clients;
  private final int rate; // asked for; 0: it is to be found out
  private final int rounds;
  private final double minutes;
  private final double seconds;
  private final double warmup;
  private final List<Request> requests;

  Tail(Session session) {
    var line = session.line();
    this.session = session;
    this.keys = line.integer(Option.KEYS, 1);
    this.clients = line.integer(Option.CLIENTS, 1);
    this.rate = line.integer(Option.RATE, 0);
    this.rounds = line.integer(Option.ROUNDS, 1);
    this.minutes = line.time(Option.MINUTES, LEAST_MINUTES);
    this.seconds = line.time(Option.SECONDS, LEAST_SECONDS);
    this.warmup = line.time(Option.WARMUP, LEAST_SECONDS);
    this.requests = List.of(Request.of(Request.GET, keys), Request.of(Request.SET, keys));
  }

  void run() throws IOException {
    var setting =
        session.setting(
            "%,d strings of 64 bytes; GET and SET in equal parts, %d clients; %s of %s min each"
                .formatted(keys, clients, Words.count(rounds, "round"), Figures.plain(minutes)));
    session.begin(setting);
    var servers = session.startAll();
    for (var server : servers) {
      try (var wire = server.connect()) {
        wire.load(DataSet.STRINGS.template(), keys);
      }
    }
    int offered = rate > 0 ? rate : half(servers);
    session.transcript().line("Offered to each: " + Figures.count(offered) + " requests/s");
    var report = new TailReport(setting, offered, measure(servers, offered));
    report.lines().forEach(session.transcript()::line);
    session.save("svg", report.picture());
    session.save(report.json());
  }

  /** Half of what the slowest server answers when each client sends as soon as it may. */
  private int half(List<ServerProcess> servers) throws IOException {
    double least = Double.MAX_VALUE;
    for (var server : servers) {
      session.transcript().progress(server.name() + ": as fast as it can ...");
      double most = most(server);
      session.transcript().line(server.name() + ": at most " + Figures.count(most) + " requests/s");
      least = Math.min(least, most);
    }
    return Math.max(1, (int) (least / 2));
  }

  private double most(ServerProcess server) throws IOException {
    try (var load = new SteadyLoad(server.port(), clients, 0, requests)) {
      load.lastFor(nanos(warmup));
      long began = System.nanoTime();
      var phase = load.phase();
      load.lastFor(nanos(seconds));
      double elapsed = (double) (System.nanoTime() - began) / SECOND;
      load.end();
      return (double) phase.waits().requests() / elapsed;
    }
  }

  private Map<String, List<Steady>> measure(List<ServerProcess> servers, int offered)
      throws IOException {
    var steady = new LinkedHashMap<String, List<Steady>>();
    for (int round = 0; round < rounds; round++) {
      for (var server : round % 2 == 0 ? servers : servers.reversed()) {
        steady.computeIfAbsent(server.name(), n -> new ArrayList<>()).add(steady(server, offered));
      }
    }
    return steady;
  }

  /** One round, whose minutes are counted apart. */
  private Steady steady(ServerProcess server, int offered) throws IOException {
    int slices = (int) Math.max(1, Math.rint(minutes));
    var phases = new ArrayList<Phase>();
    try (var load = new SteadyLoad(server.port(), clients, offered, requests)) {
      load.lastFor(nanos(warmup));
      double cpu = server.cpuMicros();
      double stolen = Machine.stolenMicros();
      long began = System.nanoTime();
      for (int i = 0; i < slices; i++) {
        session
            .transcript()
            .progress("%s: minute %d of %d ...".formatted(server.name(), i + 1, slices));
        phases.add(load.phase());
        load.lastFor(nanos(minutes * 60 / slices));
      }
      double used = server.cpuMicros() - cpu;
      double lost = Machine.stolenMicros() - stolen;
      double whole = (System.nanoTime() - began) / 1e3 * PROCESSORS;
      load.end();
      return new Steady(List.copyOf(phases), used, lost / whole);
    }
  }

  private static long nanos(double seconds) {
    return (long) (seconds * SECOND);
  }
}
