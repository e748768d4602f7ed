package dev.heddle.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

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
    this.quietNanos = (long) (line.seconds(Option.BEFORE, 0.1) * 1e9);
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

  /** A save with the times at which the writes before it and the save itself began. */
  private record Timed(long from, long begun, long ended, Cost cost) {}

  private List<Save> measure(Contender contender) throws IOException {
    var timed = new ArrayList<Timed>();
    try (var server = session.start(contender);
        var wire = server.connect()) {
      Mix.load(wire, keys);
      try (var load = new WriteLoad(server.port(), clients, rate, keys)) {
        for (int i = 0; i <= rounds; i++) {
          timed.add(save(server, wire, load));
        }
        var waits = load.end();
        return timed.stream().skip(1).map(one -> complete(one, waits)).toList();
      }
    }
  }

  private static Save complete(Timed timed, Waits waits) {
    return new Save(
        waits.between(timed.from(), timed.begun()),
        waits.between(timed.begun(), timed.ended()),
        timed.cost());
  }

  private Timed save(ServerProcess server, Wire wire, WriteLoad load) throws IOException {
    long from = System.nanoTime();
    LockSupport.parkNanos(quietNanos);
    load.check();
    double used = number(wire.info(), "used_memory");
    double resident = server.residentBytes();
    double peak = resident;
    double child = 0;
    long begun = System.nanoTime();
    wire.tell("BGSAVE");
    String info;
    do {
      LockSupport.parkNanos(POLL_NANOS);
      load.check();
      peak = Math.max(peak, server.residentBytes());
      child = Math.max(child, server.childResidentBytes());
      info = wire.info();
    } while (number(info, "rdb_bgsave_in_progress") == 1);
    long ended = System.nanoTime();
    if (!Wire.field(info, "rdb_last_bgsave_status").equals("ok")) {
      throw server.died("could not save");
    }
    double file = (double) Files.size(server.directory().resolve("dump.rdb"));
    double copied = number(info, "rdb_last_cow_size");
    var cost = new Cost((ended - begun) / 1e9, file, used, copied, resident, peak, child);
    return new Timed(from, begun, ended, cost);
  }

  private static double number(String info, String field) {
    String text = Wire.field(info, field);
    return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
  }
}
