package dev.heddle.bench;

import dev.heddle.resp.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Has each server do what takes long, while clients ask for random keys at a modest rate, and looks
 * at how long those wait.
 */
final class Large {
  private static final Duration MARGIN = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final long LEAST_NANOS = 1_000_000_000; // so that there are requests to look at
  private static final long POLL_NANOS = 20_000_000;
  private static final Reply EMPTY = new Reply.Int(0);

  private final Session session;
  private final List<LongCommand> commands;
  private final int keys;
  private final int elements;
  private final int clients;
  private final int rate;
  private final int rounds;
  private final Duration before;

  Large(Session session) {
    var line = session.line();
    this.session = session;
    this.commands = line.constants(Option.ONLY, LongCommand.class);
    this.keys = line.integer(Option.KEYS, 1);
    this.elements = line.integer(Option.ELEMENTS, 1);
    this.clients = line.integer(Option.CLIENTS, 1);
    this.rate = line.integer(Option.RATE, 1);
    this.rounds = line.integer(Option.ROUNDS, 1);
    this.before = Duration.ofMillis((long) (line.time(Option.BEFORE, 0.1) * 1000));
  }

  void run() throws IOException {
    var setting =
        session.setting(
            "%,d keys, or a collection of %,d elements; %,d GETs a second by %d clients; %s"
                .formatted(keys, elements, rate, clients, Words.count(rounds, "round")));
    session.begin(setting);
    var report = new LargeReport(setting, session.transcript());
    var servers = session.startAll();
    for (var command : commands) {
      for (int round = 0; round < rounds; round++) {
        for (var server : round % 2 == 0 ? servers : servers.reversed()) {
          session
              .transcript()
              .progress("%s: %s ...".formatted(server.name(), command.description()));
          report.add(measure(command, server));
        }
      }
      report.end(command);
    }
    report.end();
    session.save(report.json());
  }

  private Disturbance measure(LongCommand command, ServerProcess server) throws IOException {
    try (var wire = server.connect()) {
      wire.tell("FLUSHALL");
      var began = Instant.now();
      wire.load(command.data().template(), command.elements(keys, elements));
      var due = Instant.now().plus(before);
      if (command.words().isEmpty()) {
        due = due.plus(Duration.between(began, Instant.now()).multipliedBy(2)).plus(MARGIN);
        wire.load(new Template("pexpireat key:__rand_int__ " + due.toEpochMilli(), ""), keys);
      }
      return disturb(command, server, wire, due);
    }
  }

  private Disturbance disturb(LongCommand command, ServerProcess server, Wire wire, Instant due)
      throws IOException {
    var gets = List.of(Request.of(Request.GET, keys));
    try (var load = new SteadyLoad(server.port(), clients, rate, gets)) {
      var quiet = load.phase();
      load.lastFor(Duration.between(Instant.now(), due).toNanos());
      var during = load.phase();
      long began = System.nanoTime();
      if (command.words().isEmpty()) {
        awaitEmpty(wire, load);
      } else {
        wire.pass(command.words().toArray(String[]::new));
      }
      long took = System.nanoTime() - began;
      load.lastFor(LEAST_NANOS - took);
      load.end();
      return new Disturbance(command, server.name(), took / 1e6, quiet, during);
    }
  }

  private static void awaitEmpty(Wire wire, SteadyLoad load) throws IOException {
    var limit = Instant.now().plus(PATIENCE);
    while (!wire.tell("DBSIZE").equals(EMPTY)) {
      load.lastFor(POLL_NANOS);
      if (Instant.now().isAfter(limit)) {
        throw new Failure("keys that have expired are there for " + PATIENCE.toMinutes() + " min");
      }
    }
  }
}
