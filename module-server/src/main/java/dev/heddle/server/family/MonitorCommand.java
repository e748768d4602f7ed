package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.ADMIN;
import static dev.heddle.server.command.Flag.LOADING;
import static dev.heddle.server.command.Flag.NOSCRIPT;
import static dev.heddle.server.command.Flag.STALE;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Group;
import dev.heddle.server.pubsub.Monitors;

/** MONITOR. */
public final class MonitorCommand {
  private final Monitors monitors;

  private MonitorCommand(Monitors monitors) {
    this.monitors = monitors;
  }

  public static void declare(CommandTable t, Monitors monitors) {
    t.group(Group.SERVER);
    t.add("MONITOR", new MonitorCommand(monitors)::monitor, ADMIN, NOSCRIPT, LOADING, STALE)
        .doc("1.0.0", "O(1)", "Shows the client all commands that the server runs from now on.");
  }

  /** To ask twice is not answered: the answer would look like a command. */
  private void monitor(Call call, ReplyWriter out) {
    if (!call.client().mayBlock()) {
      throw Err.MONITOR_IN_MULTI;
    }
    if (monitors.add(call.client())) {
      out.ok();
    }
  }
}
