package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.ADMIN;
import static dev.heddle.server.command.Flag.LOADING;
import static dev.heddle.server.command.Flag.STALE;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Group;
import dev.heddle.server.command.Numbers;
import dev.heddle.server.engine.Engine;
import dev.heddle.server.engine.SlowLog;
import java.util.List;

/** SLOWLOG: the commands that took long. */
public final class SlowlogCommands {
  private static final long DEFAULT_COUNT = 10;

  private final SlowLog log;

  private SlowlogCommands(SlowLog log) {
    this.log = log;
  }

  public static void declare(CommandTable t, Engine engine) {
    var commands = new SlowlogCommands(engine.timing().slowLog());
    t.group(Group.SERVER);
    t.container("SLOWLOG", "6.2.0")
        .doc("2.2.12", "Depends on subcommand.", "Commands on the log of slow commands.");
    t.add("SLOWLOG GET [count]", commands::get, ADMIN, LOADING, STALE)
        .tips("request_policy:all_nodes", "nondeterministic_output")
        .doc("2.2.12", "O(N), N entries", "Returns the last commands that took long.");
    t.add("SLOWLOG LEN", commands::len, ADMIN, LOADING, STALE)
        .tips("request_policy:all_nodes", "response_policy:agg_sum", "nondeterministic_output")
        .doc("2.2.12", "O(1)", "Counts the entries of the log.");
    t.add("SLOWLOG RESET", commands::reset, ADMIN, LOADING, STALE)
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .doc("2.2.12", "O(N), N entries", "Empties the log.");
  }

  private void get(Call call, ReplyWriter out) {
    List<SlowLog.Entry> entries = log.entries();
    long count = count(call);
    int shown = (int) (count < 0 ? entries.size() : Math.min(count, entries.size()));
    out.array(shown);
    for (SlowLog.Entry entry : entries.subList(0, shown)) {
      out.array(6);
      out.integer(entry.id());
      out.integer(entry.second());
      out.integer(entry.micros());
      out.array(entry.words().size());
      entry.words().forEach(out::bulk);
      out.bulk(entry.peer());
      out.bulk(entry.clientName());
    }
  }

  /** How many are asked for; negative: all. */
  private static long count(Call call) {
    if (call.count() > 3) {
      throw Err.unknownForm(call.args(), "SLOWLOG");
    }
    long count =
        call.count() == 3 ? Numbers.parse(call.args(), 2, Err.SLOWLOG_COUNT) : DEFAULT_COUNT;
    if (count < -1) {
      throw Err.SLOWLOG_COUNT;
    }
    return count;
  }

  private void len(Call call, ReplyWriter out) {
    out.integer(log.size());
  }

  private void reset(Call call, ReplyWriter out) {
    log.clear();
    out.ok();
  }
}
