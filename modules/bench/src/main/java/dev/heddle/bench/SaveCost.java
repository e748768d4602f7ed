package dev.heddle.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills each server with the same keys, has clients change them at a steady rate, and compares how
 * long their writes wait before and while BGSAVE writes the file. A first save does not count.
 */
final class SaveCost {
  /**
   * One save.
   *
   * @param before the writes in the time before it
   * @param during those that were due from the command on until the file was there
   */
  record Save(Waits.Summary before, Waits.Summary during, Cost cost) {}

  /**
   * What a save took.
   *
   * @param seconds from the command until the file was there
   * @param file bytes of it
   * @param used bytes of used_memory before
   * @param copied bytes that the server copied because of it, as it says
   * @param resident bytes of the process before
   * @param peak the most of that meanwhile
   * @param child the most that its child process had meanwhile, shared with it or not; 0: it has
   *     none
   */
  record Cost(
      double seconds,
      double file,
      double used,
      double copied,
      double resident,
      double peak,
      double child) {}

  private static final long POLL_NANOS = 50_000_000;

  private final Session session;
  private final int keys;
  private final int rate;
  private final int clients;
  private final int rounds;
  private final long quietNanos;
  private final Map<String, List<Save>> saves = new LinkedHashMap<>();

  SaveCost(Session session) {
    var line = session.line();
    this.session = session;
    this.keys = line.integer(Option.KEYS, 1);
    this.rate = line.integer(Option.RATE, 1);
    this.clients = line.integer(Option.CLIENTS, 1);
    this.rounds = line.integer(Option.ROUNDS, 1);
    this.quietNanos = (long) (line.time(Option.BEFORE, 0.1) * 1e9);
  }

  void run() throws IOException {
    if (!Machine.hasProc()) {
      throw new Failure("memory is read from /proc, which only Linux has");
    }
    var setting =
        session.setting(
            "%s; %,d writes a second by %d clients; %d saves after one more"
                .formatted(Mix.describe(keys), rate, clients, rounds));
    session.begin(setting);
    for (var contender : session.contenders()) {
      saves.put(contender.name(), measure(contender));
    }
    var report = new SaveReport(setting, saves);
    report.lines().forEach(session.transcript()::line);
    session.save("svg", report.picture());
    session.save(report.json());
  }

  /** A save whose requests can be looked at when the load has ended. */
  private record Observed(Phase before, Phase during, Cost cost) {
    Save complete() {
      return new Save(before.waits().summary(), during.waits().summary(), cost);
    }
  }

  private List<Save> measure(Contender contender) throws IOException {
    var observed = new ArrayList<Observed>();
    try (var server = session.start(contender);
        var wire = server.connect()) {
      Mix.load(wire, keys);
      try (var load = new SteadyLoad(server.port(), clients, rate, Request.changes(keys))) {
        for (int i = 0; i <= rounds; i++) {
          observed.add(save(server, wire, load));
        }
        load.end();
      }
    }
    return observed.stream().skip(1).map(Observed::complete).toList();
  }

  private Observed save(ServerProcess server, Wire wire, SteadyLoad load) throws IOException {
    var before = load.phase();
    load.lastFor(quietNanos);
    double used = Wire.number(wire.info(), "used_memory");
    double resident = server.residentBytes();
    double peak = resident;
    double child = 0;
    var during = load.phase();
    long begun = System.nanoTime();
    wire.tell("BGSAVE");
    String info;
    do {
      load.lastFor(POLL_NANOS);
      peak = Math.max(peak, server.residentBytes());
      child = Math.max(child, server.childResidentBytes());
      info = wire.info();
    } while (Wire.number(info, "rdb_bgsave_in_progress") == 1);
    load.phase(); // what comes now is of neither
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (!Wire.field(info, "rdb_last_bgsave_status").equals("ok")) {
      throw server.died("could not save");
    }
    double file = (double) Files.size(server.directory().resolve("dump.rdb"));
    double copied = Wire.number(info, "rdb_last_cow_size");
    var cost = new Cost(seconds, file, used, copied, resident, peak, child);
    return new Observed(before, during, cost);
  }
}
