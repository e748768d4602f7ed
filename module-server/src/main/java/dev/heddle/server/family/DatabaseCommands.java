package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.Flag.WRITE;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandError;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Group;
import dev.heddle.server.command.Numbers;
import dev.heddle.store.Database;

/** The commands on whole databases. */
public final class DatabaseCommands {
  private static final int ALL = -1;

  private DatabaseCommands() {}

  public static void declare(CommandTable t, ServerControl server) {
    t.group(Group.SERVER);
    t.add("DBSIZE", (call, out) -> out.integer(call.db().size()), READONLY, FAST)
        .acl("keyspace")
        .tips("request_policy:all_shards", "response_policy:agg_sum")
        .doc("1.0.0", "O(1)", "Counts the keys of the selected database.");
    t.add("FLUSHDB [flush-type=ASYNC|SYNC]", DatabaseCommands::flushdb, WRITE)
        .acl("keyspace", "dangerous")
        .tips("request_policy:all_shards", "response_policy:all_succeeded")
        .doc("1.0.0", "O(1)", "Removes all keys of the selected database.");
    t.add(
            "FLUSHALL [flush-type=ASYNC|SYNC]",
            (call, out) -> flushall(call, server.storage(), out),
            WRITE)
        .acl("keyspace", "dangerous")
        .tips("request_policy:all_shards", "response_policy:all_succeeded")
        .doc("1.0.0", "O(N), N databases", "Removes all keys of all databases.");
    t.add("SWAPDB index1 index2", DatabaseCommands::swapdb, WRITE, FAST)
        .acl("keyspace", "dangerous")
        .doc("4.0.0", "O(1)", "Exchanges the contents of two databases.");
  }

  /** The database whose index is argument i. */
  static Database database(Call call, int i) {
    return call.keyspace().database(index(call, Numbers.parseInt(call.args(), i)));
  }

  private static int index(Call call, int index) {
    if (index < 0 || index >= call.keyspace().databases()) {
      throw Err.DB_OUT_OF_RANGE;
    }
    return index;
  }

  private static void flushdb(Call call, ReplyWriter out) {
    checkFlushType(call);
    call.flush(call.db().id());
    out.ok();
  }

  private static void flushall(Call call, StorageControl storage, ReplyWriter out) {
    checkFlushType(call);
    call.flush(ALL);
    storage.flushed();
    out.ok();
  }

  /** Both types come to the same: a table is dropped at once, and its memory collected later. */
  private static void checkFlushType(Call call) {
    boolean known = call.count() == 1 || call.is(1, "ASYNC") || call.is(1, "SYNC");
    if (!known || call.count() > 2) {
      throw Err.SYNTAX;
    }
  }

  private static void swapdb(Call call, ReplyWriter out) {
    int first = number(call, 1, Err.INVALID_FIRST_DB);
    int second = number(call, 2, Err.INVALID_SECOND_DB);
    call.swap(index(call, first), index(call, second));
    out.ok();
  }

  private static int number(Call call, int i, CommandError error) {
    long number = Numbers.parse(call.args(), i, error);
    if (number != (int) number) {
      throw error;
    }
    return (int) number;
  }
}
