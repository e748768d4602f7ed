package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.keyAt;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Group;
import dev.heddle.store.Entry;
import dev.heddle.store.IntString;
import dev.heddle.store.Value;

/** OBJECT: what is behind a key, for the curious and for tests. */
public final class ObjectCommands {
  private ObjectCommands() {}

  public static void declare(CommandTable t) {
    t.group(Group.GENERIC);
    t.container("OBJECT", "6.2.0")
        .doc("2.2.3", "Depends on subcommand.", "Commands that look behind a key.");
    add(t, "OBJECT ENCODING key", ObjectCommands::encoding)
        .doc("2.2.3", "O(1)", "Tells how the value at a key is kept in memory.");
    add(t, "OBJECT FREQ key", ObjectCommands::freq)
        .doc("4.0.0", "O(1)", "Returns the logarithmic counter of the uses of a key.");
    add(t, "OBJECT IDLETIME key", ObjectCommands::idletime)
        .doc("2.2.3", "O(1)", "Tells for how many seconds a key has not been used.");
    add(t, "OBJECT REFCOUNT key", ObjectCommands::refcount)
        .doc("2.2.3", "O(1)", "Counts the references to the value at a key.");
  }

  /** What is answered about an entry that is there. */
  @FunctionalInterface
  private interface Answer {
    void write(Call call, Entry entry, ReplyWriter out);
  }

  private static Command add(CommandTable t, String row, Answer answer) {
    return t.add(row, keyAt(2, RO), (call, out) -> answer(call, answer, out), READONLY)
        .tips("nondeterministic_output");
  }

  private static void answer(Call call, Answer answer, ReplyWriter out) {
    Entry entry = call.inspect(2);
    if (entry == null) {
      out.nil();
    } else {
      answer.write(call, entry, out);
    }
  }

  private static void encoding(Call call, Entry entry, ReplyWriter out) {
    out.bulk(entry.value().encoding());
  }

  private static void freq(Call call, Entry entry, ReplyWriter out) {
    if (!call.keyspace().accessPolicy().frequency()) {
      throw Err.LFU_NOT_SELECTED;
    }
    out.integer(call.keyspace().frequency(entry, call.now()));
  }

  private static void idletime(Call call, Entry entry, ReplyWriter out) {
    if (call.keyspace().accessPolicy().frequency()) {
      throw Err.LFU_SELECTED;
    }
    out.integer(call.keyspace().idleSeconds(entry, call.now()));
  }

  private static void refcount(Call call, Entry entry, ReplyWriter out) {
    out.integer(references(entry.value()));
  }

  /** Shared numbers have as many references as there can be, as in Redis. */
  static int references(Value value) {
    return value instanceof IntString number && number.shared() ? Integer.MAX_VALUE : 1;
  }
}
