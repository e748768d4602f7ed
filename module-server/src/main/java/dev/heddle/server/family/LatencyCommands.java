package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.ADMIN;
import static dev.heddle.server.command.Flag.LOADING;
import static dev.heddle.server.command.Flag.NOSCRIPT;
import static dev.heddle.server.command.Flag.STALE;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Flag;
import dev.heddle.server.command.Group;
import dev.heddle.server.engine.Engine;
import dev.heddle.server.engine.LatencyMonitor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** LATENCY: what took long, and how long commands take. */
public final class LatencyCommands {
  private static final Flag[] FLAGS = {ADMIN, NOSCRIPT, LOADING, STALE};
  private static final String[] TIPS = {
    "nondeterministic_output", "request_policy:all_nodes", "response_policy:special"
  };

  private final CommandTable table;
  private final LatencyMonitor monitor;

  private LatencyCommands(CommandTable table, LatencyMonitor monitor) {
    this.table = table;
    this.monitor = monitor;
  }

  public static void declare(CommandTable t, Engine engine) {
    var commands = new LatencyCommands(t, engine.timing().latency());
    t.group(Group.SERVER);
    t.container("LATENCY", "2.8.13")
        .doc("2.8.13", "Depends on subcommand.", "Commands that tell what takes long.");
    t.add("LATENCY DOCTOR", commands::doctor, FLAGS)
        .tips(TIPS)
        .doc("2.8.13", "O(1)", "Describes in words what took long.");
    t.add("LATENCY GRAPH event", commands::graph, FLAGS)
        .tips(TIPS)
        .doc("2.8.13", "O(1)", "Draws the latencies of a kind of event.");
    t.add("LATENCY HISTOGRAM [command...]", commands::histogram, FLAGS)
        .tips(TIPS)
        .doc("7.0.0", "O(N), N commands", "Tells how the times of commands are distributed.");
    t.add("LATENCY HISTORY event", commands::history, FLAGS)
        .tips(TIPS)
        .doc("2.8.13", "O(1)", "Returns the latencies of a kind of event.");
    t.add("LATENCY LATEST", commands::latest, FLAGS)
        .tips(TIPS)
        .doc("2.8.13", "O(1)", "Returns the last latency of each kind of event.");
    t.add("LATENCY RESET [event...]", commands::reset, FLAGS)
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .doc("2.8.13", "O(1)", "Forgets the latencies of kinds of events, or of all.");
  }

  private void latest(Call call, ReplyWriter out) {
    Map<String, LatencyMonitor.Series> events = monitor.events();
    out.array(events.size());
    events.forEach((kind, series) -> {
      out.array(4);
      out.bulk(kind);
      out.integer(series.last().second());
      out.integer(series.last().millis());
      out.integer(series.longest());
    });
  }

  private void history(Call call, ReplyWriter out) {
    LatencyMonitor.Series series = monitor.events(call.text(2));
    List<LatencyMonitor.Sample> samples = series == null ? List.of() : series.samples();
    out.array(samples.size());
    for (LatencyMonitor.Sample sample : samples) {
      out.array(2);
      out.integer(sample.second());
      out.integer(sample.millis());
    }
  }

  private void graph(Call call, ReplyWriter out) {
    String event = call.text(2);
    LatencyMonitor.Series series = monitor.events(event);
    if (series == null) {
      throw Err.noLatencies(event);
    }
    verbatim(LatencyGraph.draw(event, series, call.now()), out);
  }

  private void reset(Call call, ReplyWriter out) {
    Collection<String> kinds = new ArrayList<>();
    if (call.count() == 2) {
      kinds.addAll(monitor.events().keySet());
    }
    for (int i = 2; i < call.count(); i++) {
      kinds.add(call.text(i));
    }
    out.integer(kinds.stream().filter(monitor::forget).count());
  }

  private void doctor(Call call, ReplyWriter out) {
    var text = new StringBuilder();
    if (!monitor.isOn()) {
      text.append("Latency monitoring is off. CONFIG SET latency-monitor-threshold <milliseconds>");
      text.append(" switches it on.\n");
    } else if (monitor.events().isEmpty()) {
      text.append("Nothing took longer than latency-monitor-threshold.\n");
    }
    monitor.events().forEach((kind, series) -> describe(kind, series, text));
    verbatim(text.toString(), out);
  }

  private static void describe(String kind, LatencyMonitor.Series series, StringBuilder text) {
    List<LatencyMonitor.Sample> samples = series.samples();
    long sum = samples.stream().mapToLong(LatencyMonitor.Sample::millis).sum();
    text.append(kind).append(": ").append(samples.size());
    text.append(" seconds with latencies, of ").append(sum / samples.size());
    text.append(" ms on average, ").append(series.longest()).append(" ms at most. ");
    text.append(advice(kind)).append('\n');
  }

  private static String advice(String kind) {
    return switch (kind) {
      case LatencyMonitor.EXPIRY -> "Many keys expire at the same time.";
      case LatencyMonitor.EVICTION -> "Commands wait until keys are evicted: see maxmemory.";
      default -> "SLOWLOG GET shows which commands these were.";
    };
  }

  private static void verbatim(String text, ReplyWriter out) {
    out.verbatim("txt", text.getBytes(StandardCharsets.UTF_8));
  }

  // ---- HISTOGRAM

  private void histogram(Call call, ReplyWriter out) {
    List<Command> commands = call.count() == 2 ? List.copyOf(table.deep()) : named(call.args());
    int mark = out.open();
    int shown = 0;
    for (Command command : commands) {
      if (command.stats().latency().total() > 0) {
        write(command, out);
        shown++;
      }
    }
    out.closeMap(mark, shown);
  }

  /** The commands whose names are given, a container's being those of its subcommands. */
  private List<Command> named(Args args) {
    var commands = new ArrayList<Command>();
    for (int i = 2; i < args.count(); i++) {
      String name = args.text(i);
      table.deep().stream()
          .filter(command ->
              command.fullName().equalsIgnoreCase(name)
                  || command
                      .fullName()
                      .regionMatches(/* ignoreCase= */ true, 0, name + "|", 0, name.length() + 1))
          .forEach(commands::add);
    }
    return commands;
  }

  private static void write(Command command, ReplyWriter out) {
    var latency = command.stats().latency();
    out.bulk(command.fullName());
    out.map(2);
    out.bulk("calls");
    out.integer(latency.total());
    out.bulk("histogram_usec");
    int mark = out.open();
    int pairs =
        latency.eachPower((micros, below) -> {
          out.integer(micros);
          out.integer(below);
        });
    out.closeMap(mark, pairs);
  }
}
