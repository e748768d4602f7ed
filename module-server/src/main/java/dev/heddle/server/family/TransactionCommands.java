package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.ALLOW_BUSY;
import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.LOADING;
import static dev.heddle.server.command.Flag.NOSCRIPT;
import static dev.heddle.server.command.Flag.SKIP_SLOWLOG;
import static dev.heddle.server.command.Flag.STALE;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.keys;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Group;
import dev.heddle.server.command.Transaction;
import dev.heddle.server.engine.Engine;

/** MULTI, EXEC, DISCARD, WATCH and UNWATCH. */
public final class TransactionCommands {
  private final Engine engine;

  private TransactionCommands(Engine engine) {
    this.engine = engine;
  }

  public static void declare(CommandTable t, Engine engine) {
    var commands = new TransactionCommands(engine);
    t.group(Group.TRANSACTIONS);
    t.add("MULTI", TransactionCommands::multi, NOSCRIPT, LOADING, STALE, FAST, ALLOW_BUSY)
        .unqueued()
        .doc("1.2.0", "O(1)", "Begins a transaction: the commands that follow are queued.");
    t.add("EXEC", commands::exec, NOSCRIPT, LOADING, STALE, SKIP_SLOWLOG)
        .execs()
        .doc("1.2.0", "Depends on commands in the transaction", "Runs the queued commands.");
    t.add("DISCARD", commands::discard, NOSCRIPT, LOADING, STALE, FAST, ALLOW_BUSY)
        .unqueued()
        .doc("2.0.0", "O(N), N queued commands", "Drops the queued commands and all watches.");
    t.add(
            "WATCH {key}...",
            keys(1, -1, 1, RO),
            commands::watch,
            NOSCRIPT,
            LOADING,
            STALE,
            FAST,
            ALLOW_BUSY)
        .unqueued()
        .doc(
            "2.2.0",
            "O(1) for every key.",
            "Has the next transaction fail when one of the keys is changed before it.");
    t.add("UNWATCH", commands::unwatch, NOSCRIPT, LOADING, STALE, FAST, ALLOW_BUSY)
        .doc("2.2.0", "O(1)", "Ends all watches.");
  }

  private static void multi(Call call, ReplyWriter out) {
    if (call.client().transaction() != null) {
      throw Err.NESTED_MULTI;
    }
    call.client().transaction(new Transaction());
    out.ok();
  }

  private void exec(Call call, ReplyWriter out) {
    Client client = call.client();
    Transaction transaction = client.transaction();
    if (transaction == null) {
      throw Err.EXEC_WITHOUT_MULTI;
    }
    boolean broken = engine.watchBroken(client, call.now());
    end(client);
    if (transaction.aborted()) {
      throw Err.EXEC_ABORTED;
    }
    if (broken) {
      out.nilArray();
    } else {
      engine.runTransaction(client, transaction, out, call.now());
    }
  }

  private void discard(Call call, ReplyWriter out) {
    if (call.client().transaction() == null) {
      throw Err.DISCARD_WITHOUT_MULTI;
    }
    end(call.client());
    out.ok();
  }

  private void end(Client client) {
    client.transaction(null);
    engine.watches().unwatch(client);
  }

  private void watch(Call call, ReplyWriter out) {
    if (call.client().transaction() != null) {
      throw Err.WATCH_IN_MULTI;
    }
    for (int i = 1; i < call.count(); i++) {
      engine.watches().watch(call.client(), call.db().id(), call.copy(i), call.now());
    }
    out.ok();
  }

  private void unwatch(Call call, ReplyWriter out) {
    engine.watches().unwatch(call.client());
    out.ok();
  }
}
