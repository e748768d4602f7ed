package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.ADMIN;
import static dev.heddle.server.command.Flag.ALLOW_BUSY;
import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.LOADING;
import static dev.heddle.server.command.Flag.NOSCRIPT;
import static dev.heddle.server.command.Flag.NO_ASYNC_LOADING;
import static dev.heddle.server.command.Flag.NO_MULTI;
import static dev.heddle.server.command.Flag.STALE;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Group;
import java.time.Instant;

/** The server's clock, its last save and its end. */
public final class ServerCommands {
  private final ServerControl server;

  private ServerCommands(ServerControl server) {
    this.server = server;
  }

  public static void declare(CommandTable t, ServerControl server) {
    var commands = new ServerCommands(server);
    t.group(Group.SERVER);
    t.add("TIME", commands::time, LOADING, STALE, FAST)
        .tips("nondeterministic_output")
        .doc("2.6.0", "O(1)", "Returns the server's time: seconds since 1970, and microseconds.");
    t.add("LASTSAVE", commands::lastsave, LOADING, STALE, FAST)
        .acl("admin", "dangerous")
        .tips("nondeterministic_output")
        .doc("1.0.0", "O(1)", "Returns the time of the last successful save.");
    t.add("SAVE", commands::save, ADMIN, NOSCRIPT, NO_ASYNC_LOADING, NO_MULTI)
        .doc("1.0.0", "O(N), N keys", "Saves the data set while nobody else is served.");
    t.add("BGSAVE [SCHEDULE]", commands::bgsave, ADMIN, NOSCRIPT, NO_ASYNC_LOADING)
        .doc("1.0.0", "O(1)", "Saves the data set in the background.");
    t.add("BGREWRITEAOF", commands::bgrewriteaof, ADMIN, NOSCRIPT, NO_ASYNC_LOADING)
        .doc("1.0.0", "O(1)", "Rewrites the append-only file in the background.");
    t.add(
            "SHUTDOWN [save-selector=NOSAVE|SAVE] [NOW] [FORCE] [ABORT]",
            commands::shutdown,
            ADMIN,
            NOSCRIPT,
            LOADING,
            STALE,
            NO_MULTI,
            ALLOW_BUSY)
        .doc("1.0.0", "O(N), N keys, when it saves", "Saves the data set and ends the server.");
  }

  /** The one command that asks the clock itself: it answers more digits than a call's time has. */
  private void time(Call call, ReplyWriter out) {
    Instant now = server.engine().clock().instant();
    out.array(2);
    out.bulk(Long.toString(now.getEpochSecond()));
    out.bulk(Integer.toString(now.getNano() / 1000));
  }

  private void lastsave(Call call, ReplyWriter out) {
    out.integer(server.storage().saveStatus().lastSave());
  }

  private void save(Call call, ReplyWriter out) {
    call.outside(reply -> {
      if (!server.storage().save()) {
        throw Err.SAVE_FAILED;
      }
      reply.ok();
    });
  }

  private void bgsave(Call call, ReplyWriter out) {
    if (call.count() > 1 && (call.count() > 2 || !call.is(1, "SCHEDULE"))) {
      throw Err.SYNTAX;
    }
    boolean started = server.storage().backgroundSave(/* schedule= */ call.count() == 2);
    out.simple("Background saving " + (started ? "started" : "scheduled"));
  }

  private void bgrewriteaof(Call call, ReplyWriter out) {
    boolean started = server.storage().rewriteAppendOnlyFile();
    out.simple("Background append only file rewriting " + (started ? "started" : "scheduled"));
  }

  private void shutdown(Call call, ReplyWriter out) {
    ShutdownOptions options = ShutdownOptions.parse(call);
    if (options.abort()) {
      throw Err.NO_SHUTDOWN; // it is over before another command could ask for that
    }
    Client client = call.client();
    call.outside(reply -> {
      if (!server.shutdown(options.save(), options.force())) {
        throw Err.SHUTDOWN_FAILED;
      }
      client.closeAfterReply();
    });
  }
}
