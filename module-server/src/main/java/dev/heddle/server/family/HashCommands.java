package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.DENYOOM;
import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.DELETE;
import static dev.heddle.server.command.KeySpec.Use.INSERT;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.Use.RW;
import static dev.heddle.server.command.KeySpec.Use.UPDATE;
import static dev.heddle.server.command.KeySpec.firstKey;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.Group;
import dev.heddle.store.Entry;
import dev.heddle.store.HashPart;
import dev.heddle.store.HashValue;
import org.jspecify.annotations.Nullable;

/** The hash commands; those that take values for numbers are {@link HashCounters}. */
public final class HashCommands {
  private HashCommands() {}

  public static void declare(CommandTable t) {
    t.group(Group.HASH);
    declareWriters(t);
    declareFieldReaders(t);
    declareHashReaders(t);
    HashCounters.declare(t);
    HashRandom.declare(t);
  }

  private static void declareWriters(CommandTable t) {
    t.add(
            "HSET key {data=field value}...",
            firstKey(RW, UPDATE),
            HashCommands::hset,
            WRITE,
            DENYOOM,
            FAST)
        .doc("2.0.0", "O(N), N fields given", "Sets fields of a hash, which is made when missing.");
    t.add(
            "HMSET key {data=field value}...",
            firstKey(RW, UPDATE),
            HashCommands::hmset,
            WRITE,
            DENYOOM,
            FAST)
        .deprecated("4.0.0", "HSET with several fields")
        .doc("2.0.0", "O(N), N fields given", "Sets fields of a hash, which is made when missing.");
    t.add(
            "HSETNX key field value",
            firstKey(RW, INSERT),
            HashCommands::hsetnx,
            WRITE,
            DENYOOM,
            FAST)
        .doc("2.0.0", "O(1)", "Sets a field of a hash when there is no such field.");
    t.add("HDEL key field...", firstKey(RW, DELETE), HashCommands::hdel, WRITE, FAST)
        .doc(
            "2.0.0",
            "O(N), N fields given",
            "Removes fields of a hash, and with the last the key.");
  }

  private static void declareFieldReaders(CommandTable t) {
    t.add("HGET key field", firstKey(RO, ACCESS), HashCommands::hget, READONLY, FAST)
        .doc("2.0.0", "O(1)", "Returns the value of a field.");
    t.add("HMGET key field...", firstKey(RO, ACCESS), HashCommands::hmget, READONLY, FAST)
        .doc("2.0.0", "O(N), N fields given", "Returns the values of several fields.");
    t.add("HEXISTS key field", firstKey(RO), HashCommands::hexists, READONLY, FAST)
        .doc("2.0.0", "O(1)", "Tells whether a hash has a field.");
    t.add("HSTRLEN key field", firstKey(RO), HashCommands::hstrlen, READONLY, FAST)
        .doc("3.2.0", "O(1)", "Returns the length of a field's value in bytes.");
    t.add("HLEN key", firstKey(RO), HashCommands::hlen, READONLY, FAST)
        .doc("2.0.0", "O(1)", "Returns the number of fields.");
  }

  private static void declareHashReaders(CommandTable t) {
    t.add("HGETALL key", firstKey(RO, ACCESS), HashCommands::hgetall, READONLY)
        .tips("nondeterministic_output_order")
        .doc("2.0.0", "O(N), N fields of the hash", "Returns all fields with their values.");
    t.add(
            "HKEYS key",
            firstKey(RO, ACCESS),
            (call, out) -> list(call, HashPart.FIELD, out),
            READONLY)
        .tips("nondeterministic_output_order")
        .doc("2.0.0", "O(N), N fields of the hash", "Returns all fields.");
    t.add(
            "HVALS key",
            firstKey(RO, ACCESS),
            (call, out) -> list(call, HashPart.VALUE, out),
            READONLY)
        .tips("nondeterministic_output_order")
        .doc("2.0.0", "O(N), N fields of the hash", "Returns the values of all fields.");
    t.add(
            "HSCAN key cursor [MATCH pattern] [COUNT count]",
            firstKey(RO, ACCESS),
            (call, out) -> CollectionScan.run(call, HashValue.class, 2, HashValue::scan, out),
            READONLY)
        .tips("nondeterministic_output")
        .doc(
            "2.8.0",
            "O(COUNT) a call, O(N) for all, N fields of the hash",
            "Returns some fields with their values, and where to go on.");
  }

  // ---- writing

  private static void hset(Call call, ReplyWriter out) {
    out.integer(setAll(call));
  }

  private static void hmset(Call call, ReplyWriter out) {
    setAll(call);
    out.ok();
  }

  /** Sets the fields in the arguments from 2 on and returns how many of them are new. */
  private static int setAll(Call call) {
    int end = call.count();
    if (end % 2 != 0) {
      throw Err.wrongArity(call.command().fullName());
    }
    Entry entry = call.edit(1, HashValue.class, HashValue::new);
    int added = 0;
    for (int i = 2; i < end; i += 2) {
      if (put(call, entry, i)) {
        added++;
      }
    }
    call.edited(1, entry, Event.HSET, (end - 2) / 2);
    return added;
  }

  private static void hsetnx(Call call, ReplyWriter out) {
    Entry entry = call.forWrite(1);
    if (entry != null && has(call, Call.cast(entry, HashValue.class))) {
      out.integer(0);
      return;
    }
    entry = call.edit(1, HashValue.class, HashValue::new);
    put(call, entry, 2);
    call.edited(1, entry, Event.HSET, 1);
    out.integer(1);
  }

  /** Sets the field in argument i to what follows it; true when it is new. */
  private static boolean put(Call call, Entry entry, int i) {
    Args args = call.args();
    return ((HashValue) entry.value())
        .put(
            args.array(i),
            args.offset(i),
            args.length(i),
            args.array(i + 1),
            args.offset(i + 1),
            args.length(i + 1),
            call.keyspace().packing());
  }

  private static void hdel(Call call, ReplyWriter out) {
    Entry entry = call.edit(1, HashValue.class);
    if (entry == null) {
      out.integer(0);
      return;
    }
    Args args = call.args();
    var hash = (HashValue) entry.value();
    int removed = 0;
    for (int i = 2; i < args.count() && !hash.isEmpty(); i++) {
      if (hash.remove(args.array(i), args.offset(i), args.length(i))) {
        removed++;
      }
    }
    call.edited(1, entry, Event.HDEL, removed);
    out.integer(removed);
  }

  // ---- reading fields

  private static void hget(Call call, ReplyWriter out) {
    value(call.args(), 2, call.find(1, HashValue.class), new Bulks(out), out);
  }

  private static void hmget(Call call, ReplyWriter out) {
    HashValue hash = call.find(1, HashValue.class);
    var bulks = new Bulks(out);
    int end = call.count();
    out.array(end - 2);
    for (int i = 2; i < end; i++) {
      value(call.args(), i, hash, bulks, out);
    }
  }

  /** Writes the value of the field in argument i. */
  private static void value(
      Args args, int i, @Nullable HashValue hash, Bulks bulks, ReplyWriter out) {
    if (hash == null || !hash.get(args.array(i), args.offset(i), args.length(i), bulks)) {
      out.nil();
    }
  }

  private static void hexists(Call call, ReplyWriter out) {
    HashValue hash = call.find(1, HashValue.class);
    out.integer(hash != null && has(call, hash) ? 1 : 0);
  }

  private static boolean has(Call call, HashValue hash) {
    Args args = call.args();
    return hash.has(args.array(2), args.offset(2), args.length(2));
  }

  private static void hstrlen(Call call, ReplyWriter out) {
    HashValue hash = call.find(1, HashValue.class);
    Args args = call.args();
    out.integer(hash == null ? 0 : hash.length(args.array(2), args.offset(2), args.length(2)));
  }

  // ---- reading hashes

  private static void hlen(Call call, ReplyWriter out) {
    HashValue hash = call.find(1, HashValue.class);
    out.integer(hash == null ? 0 : hash.size());
  }

  private static void hgetall(Call call, ReplyWriter out) {
    HashValue hash = call.find(1, HashValue.class);
    out.map(hash == null ? 0 : hash.size());
    if (hash != null) {
      hash.forEach(HashPart.BOTH, new Bulks(out));
    }
  }

  private static void list(Call call, HashPart part, ReplyWriter out) {
    HashValue hash = call.find(1, HashValue.class);
    out.array(hash == null ? 0 : hash.size());
    if (hash != null) {
      hash.forEach(part, new Bulks(out));
    }
  }
}
