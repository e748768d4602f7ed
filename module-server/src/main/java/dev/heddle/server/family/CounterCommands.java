package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.DENYOOM;
import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.RW;
import static dev.heddle.server.command.KeySpec.Use.UPDATE;
import static dev.heddle.server.command.KeySpec.firstKey;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.Group;
import dev.heddle.server.command.LongDouble;
import dev.heddle.store.ByteString;
import dev.heddle.store.Database;
import dev.heddle.store.Entry;
import dev.heddle.store.StringValue;

/** The commands that take a string for a number and change it. */
public final class CounterCommands {
  private static final byte[] KEEPTTL = Call.ascii("KEEPTTL");

  private CounterCommands() {}

  public static void declare(CommandTable t) {
    t.group(Group.STRING);
    t.add("INCR key", firstKey(RW, ACCESS, UPDATE), (c, o) -> add(c, o, 1), WRITE, DENYOOM, FAST)
        .doc("1.0.0", "O(1)", "Adds one to the integer at a key, which begins at 0.");
    t.add("DECR key", firstKey(RW, ACCESS, UPDATE), (c, o) -> add(c, o, -1), WRITE, DENYOOM, FAST)
        .doc("1.0.0", "O(1)", "Subtracts one from the integer at a key, which begins at 0.");
    t.add(
            "INCRBY key increment",
            firstKey(RW, ACCESS, UPDATE),
            CounterCommands::incrby,
            WRITE,
            DENYOOM,
            FAST)
        .doc("1.0.0", "O(1)", "Adds to the integer at a key, which begins at 0.");
    t.add(
            "DECRBY key decrement",
            firstKey(RW, ACCESS, UPDATE),
            CounterCommands::decrby,
            WRITE,
            DENYOOM,
            FAST)
        .doc("1.0.0", "O(1)", "Subtracts from the integer at a key, which begins at 0.");
    t.add(
            "INCRBYFLOAT key increment:double",
            firstKey(RW, ACCESS, UPDATE),
            CounterCommands::incrbyfloat,
            WRITE,
            DENYOOM,
            FAST)
        .doc("2.6.0", "O(1)", "Adds to the decimal number at a key, which begins at 0.");
  }

  private static void incrby(Call call, ReplyWriter out) {
    add(call, out, call.integer(2));
  }

  private static void decrby(Call call, ReplyWriter out) {
    long by = call.integer(2);
    if (by == Long.MIN_VALUE) {
      throw Err.DECREMENT_OVERFLOW;
    }
    add(call, out, -by);
  }

  private static void add(Call call, ReplyWriter out, long by) {
    Entry entry = call.forWrite(1);
    long old = entry == null ? 0 : number(Call.cast(entry, StringValue.class));
    long sum = old + by;
    if (((old ^ sum) & (by ^ sum)) < 0) {
      throw Err.INCREMENT_OVERFLOW;
    }
    if (entry == null) {
      call.put(1, StringValue.of(sum));
    } else {
      call.replace(entry, sum);
    }
    call.changed(1, Event.INCRBY);
    out.integer(sum);
  }

  private static long number(StringValue value) {
    if (!value.isLong()) {
      throw Err.NOT_AN_INTEGER;
    }
    return value.asLong();
  }

  private static void incrbyfloat(Call call, ReplyWriter out) {
    Entry entry = call.forWrite(1);
    LongDouble old =
        entry == null
            ? LongDouble.ZERO
            : LongDouble.parse(Call.cast(entry, StringValue.class).bytes());
    LongDouble sum = old.plus(LongDouble.parse(call.copy(2)));
    if (!sum.isFinite()) {
      throw Err.NAN_OR_INFINITY;
    }
    byte[] text = Call.ascii(sum.text());
    call.put(1, ByteString.of(text.clone()), Database.KEEP_EXPIRY);
    call.changed(1, Event.INCRBYFLOAT);
    call.effect("SET", 1, text, KEEPTTL);
    out.bulk(text);
  }
}
