package dev.heddle.server.engine;

import dev.heddle.persist.Journal;
import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.BlockedOn;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;

/** One client that waits in a blocking command, and the answer it will be handed. */
final class Waiter {
  final Client client;
  final Command command;
  final Args args;
  final BlockedOn what;
  final Condition answered;
  final List<DbKey> keys = new ArrayList<>();

  /** The reply, complete once {@link #done}. */
  final ReplyWriter answer = new ReplyWriter();

  /**
   * The journal's offset that must be durable before the answer may leave; 0: nothing was changed.
   */
  long offset;

  /** The journal whose offset that is. */
  Journal journal = Journal.NONE;

  boolean done;

  /** By the end of the time that they wait, and those of the same by their clients. */
  static int byDeadline(Waiter a, Waiter b) {
    int order = Long.compare(a.what.until(), b.what.until());
    return order != 0 ? order : Long.compare(a.client.id(), b.client.id());
  }

  Waiter(Client client, Command command, Args args, BlockedOn what, Condition answered) {
    this.client = client;
    this.command = command;
    this.args = args;
    this.what = what;
    this.answered = answered;
    this.answer.protocol(client.protocol());
    for (int i = 0; i < what.keys(); i++) {
      keys.add(new DbKey(client.db(), args.copy(what.firstKey() + i)));
    }
  }

  boolean hasDeadline() {
    return what.until() != 0;
  }

  /** The first argument that is this key. */
  int argument(DbKey key) {
    return what.firstKey() + keys.indexOf(key);
  }
}
