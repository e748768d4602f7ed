package dev.heddle.bench;

import dev.heddle.bench.Table.Column;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Loads the same data into each server, a fresh one for each data set, and compares memory. */
final class Memory {
  private static final Table TABLE =
      new Table(
          new Column("data set", -10),
          new Column("server", -11),
          new Column("used_memory MB", 14),
          new Column("live MB", 8),
          new Column("ratio", 5),
          new Column("resident MB", 11),
          new Column("rested MB", 9),
          new Column("ratio", 5));

  private static final String LEGEND =
      """

      used_memory: as the server reports it. live: the JVM's live objects after a full
      collection; used_memory of what is no JVM. resident: right after loading, and
      after the pause. Ratios are to the first server. Goal: live at most 1.00.\
      """;

  private final Session session;
  private final List<DataSet> data;
  private final int keys;
  private final Duration pause;
  private final List<Footprint> footprints = new ArrayList<>();

  Memory(Session session) {
    this.session = session;
    this.data = session.line().constants(Option.ONLY, DataSet.class);
    this.keys = session.line().integer(Option.KEYS, 1);
    this.pause = Duration.ofMillis((long) (session.line().time(Option.PAUSE, 0) * 1000));
  }

  void run() throws IOException {
    if (!Machine.hasProc()) {
      throw new Failure("memory is read from /proc, which only Linux has");
    }
    var setting =
        session.setting(
            "%,d elements in each data set, a pause of %d s".formatted(keys, pause.toSeconds()));
    session.begin(setting);
    session.transcript().line(TABLE.header());
    for (var set : data) {
      var first = measure(set, session.contenders().getFirst());
      show(first, first);
      for (var contender : session.contenders().subList(1, session.contenders().size())) {
        show(measure(set, contender), first);
      }
    }
    LEGEND.lines().forEach(session.transcript()::line);
    session.save(json(setting));
  }

  private Footprint measure(DataSet set, Contender contender) throws IOException {
    try (var server = session.start(contender);
        var wire = server.connect()) {
      wire.load(set.template(), set.commands(keys));
      double resident = server.residentBytes();
      LockSupport.parkNanos(pause.toNanos());
      double rested = server.residentBytes();
      double reported = Wire.number(wire.info(), "used_memory");
      // jcmd would send a signal to a process that is no JVM, and end it
      double live =
          Machine.isJvm(server.pid()) ? LiveHeap.of(server.pid(), session.workspace()) : reported;
      return new Footprint(set, server.name(), reported, live, resident, rested);
    }
  }

  private void show(Footprint footprint, Footprint first) {
    footprints.add(footprint);
    boolean same = footprint.equals(first);
    session
        .transcript()
        .line(
            TABLE.row(
                same ? Words.lower(footprint.data().name()) : "",
                footprint.server(),
                Figures.megabytes(footprint.reported()),
                Figures.megabytes(footprint.live()),
                same ? "" : Figures.hundredths(footprint.live() / first.live()),
                Figures.megabytes(footprint.resident()),
                Figures.megabytes(footprint.rested()),
                same ? "" : Figures.hundredths(footprint.rested() / first.rested())));
  }

  private String json(Setting setting) {
    var json = setting.json();
    json.put("keys", keys);
    json.put("results", footprints.stream().map(Memory::json).toList());
    return Json.write(json);
  }

  private static Map<String, Object> json(Footprint footprint) {
    var json = new LinkedHashMap<String, Object>();
    json.put("data", footprint.data().name());
    json.put("description", footprint.data().description());
    json.put("server", footprint.server());
    json.put("used_memory", footprint.reported());
    json.put("live", footprint.live());
    json.put("resident", footprint.resident());
    json.put("rested", footprint.rested());
    return json;
  }
}
