package dev.heddle.bench;

import dev.heddle.bench.BarChart.Bar;
import dev.heddle.bench.BarChart.Group;
import dev.heddle.bench.BarChart.Panel;
import dev.heddle.bench.DataFiles.Kind;
import dev.heddle.bench.Table.Column;
import dev.heddle.resp.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts each server on the same files, which the first rival has written, in turns, until it has
 * loaded them. The files lie in the page cache.
 */
final class LoadTime {
  /**
   * One start.
   *
   * @param seconds from the start of the process to the first PONG
   * @param cpu seconds of processor time until then
   * @param resident bytes then
   */
  private record Loaded(double seconds, double cpu, double resident) {}

  private static final Table TABLE =
      new Table(
          new Column("file", -4),
          new Column("MB", 7),
          new Column("server", -11),
          new Column("median s", 8),
          new Column("least s", 8),
          new Column("most s", 8),
          new Column("ratio", 5),
          new Column("CPU s", 6),
          new Column("ratio", 5),
          new Column("resident MB", 11));

  private static final String LEGEND =
      """

      From the start of the process to the first PONG; the files lie in the page cache.
      AOF: the commands as they were sent. CPU: of all threads. Ratios are to the first
      server. Goal: at most 1.00 times its time.\
      """;

  private final Session session;
  private final int keys;
  private final int rounds;
  private final Map<Kind, Map<String, List<Loaded>>> results = new EnumMap<>(Kind.class);
  private final Map<Kind, Long> sizes = new EnumMap<>(Kind.class);

  LoadTime(Session session) {
    this.session = session;
    this.keys = session.line().integer(Option.KEYS, 1);
    this.rounds = session.line().integer(Option.ROUNDS, 1);
  }

  void run() throws IOException {
    var writer = session.contenders().getFirst();
    if (session.contenders().size() == 1) {
      throw new Failure("the files that are loaded are written by a redis-server: there is none");
    }
    var setting = session.setting(Mix.describe(keys) + "; " + rounds + " loads of each, in turns");
    session.begin(setting);
    var files = DataFiles.write(writer, session.workspace(), keys);
    session.transcript().line(TABLE.header());
    for (var kind : Kind.values()) {
      sizes.put(kind, files.size(kind));
      results.put(kind, measure(kind, files));
      setting.names().forEach(name -> show(kind, name, setting));
    }
    LEGEND.lines().forEach(session.transcript()::line);
    session.save("svg", picture(setting));
    session.save(json(setting));
  }

  private Map<String, List<Loaded>> measure(Kind kind, DataFiles files) throws IOException {
    var loads = new LinkedHashMap<String, List<Loaded>>();
    for (int round = 0; round < rounds; round++) {
      var turn = round % 2 == 0 ? session.contenders() : session.contenders().reversed();
      for (var contender : turn) {
        loads
            .computeIfAbsent(contender.name(), name -> new ArrayList<>())
            .add(load(contender, kind, files));
      }
    }
    return loads;
  }

  private Loaded load(Contender contender, Kind kind, DataFiles files) throws IOException {
    var directory = session.workspace().dataDirectory("load");
    files.copy(kind, directory);
    try (var server =
            ServerProcess.start(contender, kind.options(), directory, session.workspace());
        var wire = server.connect()) {
      double cpu = server.cpuMicros() / 1e6;
      double resident = server.residentBytes();
      var size = wire.tell("DBSIZE");
      if (!size.equals(new Reply.Int(files.keys()))) {
        throw new Failure(
            server.name() + " has loaded " + size + ", and not " + files.keys() + " keys");
      }
      return new Loaded(server.startMillis() / 1000, cpu, resident);
    }
  }

  private List<Loaded> of(Kind kind, String server) {
    return results.getOrDefault(kind, Map.of()).getOrDefault(server, List.of());
  }

  private double seconds(Kind kind, String server) {
    return Figures.median(of(kind, server), Loaded::seconds);
  }

  private double cpu(Kind kind, String server) {
    return Figures.median(of(kind, server), Loaded::cpu);
  }

  private void show(Kind kind, String server, Setting setting) {
    String first = setting.names().getFirst();
    boolean same = server.equals(first);
    var times = of(kind, server).stream().map(Loaded::seconds).toList();
    session
        .transcript()
        .line(
            TABLE.row(
                same ? kind.name() : "",
                same ? Figures.megabytes((double) sizes.getOrDefault(kind, 0L)) : "",
                server,
                Figures.hundredths(seconds(kind, server)),
                Figures.hundredths(Figures.min(times)),
                Figures.hundredths(Figures.max(times)),
                same ? "" : Figures.hundredths(seconds(kind, server) / seconds(kind, first)),
                Figures.hundredths(cpu(kind, server)),
                same ? "" : Figures.hundredths(cpu(kind, server) / cpu(kind, first)),
                Figures.megabytes(Figures.median(of(kind, server), Loaded::resident))));
  }

  private String picture(Setting setting) {
    var groups = new ArrayList<Group>();
    for (var kind : Kind.values()) {
      double goal = seconds(kind, setting.names().getFirst());
      var bars = new ArrayList<Bar>();
      for (var name : setting.names()) {
        bars.add(new Bar(seconds(kind, name), name.equals(setting.subject()) ? goal : Double.NaN));
      }
      groups.add(new Group(kind.name(), bars));
    }
    var panel = new Panel("Seconds until all is loaded, medians; red: at most", "%.2f", groups);
    return BarChart.draw(setting.title(), setting.lines(), setting.names(), List.of(panel));
  }

  private String json(Setting setting) {
    var json = setting.json();
    json.put("keys", Mix.keys(keys));
    for (var kind : Kind.values()) {
      var one = new LinkedHashMap<String, Object>();
      one.put("bytes", sizes.getOrDefault(kind, 0L));
      for (var name : setting.names()) {
        one.put(name, of(kind, name).stream().map(LoadTime::json).toList());
      }
      json.put(Words.lower(kind.name()), one);
    }
    return Json.write(json);
  }

  private static Map<String, Object> json(Loaded loaded) {
    var json = new LinkedHashMap<String, Object>();
    json.put("seconds", loaded.seconds());
    json.put("cpu_seconds", loaded.cpu());
    json.put("resident", loaded.resident());
    return json;
  }
}
