package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.DENYOOM;
import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.RW;
import static dev.heddle.server.command.KeySpec.Use.UPDATE;
import static dev.heddle.server.command.KeySpec.firstKey;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.LongDouble;
import dev.heddle.server.command.Numbers;
import dev.heddle.store.Decimal;
import dev.heddle.store.Elements;
import dev.heddle.store.Entry;
import dev.heddle.store.HashValue;
import org.jspecify.annotations.Nullable;

/** The commands that take a field's value for a number and change it. */
final class HashCounters {
  private HashCounters() {}

  static void declare(CommandTable t) {
    t.add(
            "HINCRBY key field increment",
            firstKey(RW, ACCESS, UPDATE),
            HashCounters::hincrby,
            WRITE,
            DENYOOM,
            FAST)
        .doc("2.0.0", "O(1)", "Adds to the integer in a field, which begins at 0.");
    t.add(
            "HINCRBYFLOAT key field increment:double",
            firstKey(RW, ACCESS, UPDATE),
            HashCounters::hincrbyfloat,
            WRITE,
            DENYOOM,
            FAST)
        .doc("2.6.0", "O(1)", "Adds to the decimal number in a field, which begins at 0.");
  }

  private static void hincrby(Call call, ReplyWriter out) {
    long by = call.integer(3);
    Entry entry = call.forWrite(1);
    long old = entry == null ? 0 : integer(call.args(), Call.cast(entry, HashValue.class));
    long sum = old + by;
    if (((old ^ sum) & (by ^ sum)) < 0) {
      throw Err.INCREMENT_OVERFLOW;
    }
    set(call, entry, Decimal.text(sum), Event.HINCRBY);
    out.integer(sum);
  }

  /** The integer in the field in argument 2. */
  private static long integer(Args args, HashValue hash) {
    var integer = new IntegerValue();
    hash.get(args.array(2), args.offset(2), args.length(2), integer);
    return integer.value;
  }

  /** Takes one value, which must be an integer; 0 where there is none. */
  private static final class IntegerValue implements Elements {
    long value;

    @Override
    public void text(byte[] a, int off, int len) {
      value = Numbers.parse(a, off, len, Err.HASH_VALUE_NOT_AN_INTEGER);
    }

    @Override
    public void number(long integer) {
      value = integer;
    }
  }

  private static void hincrbyfloat(Call call, ReplyWriter out) {
    LongDouble by = LongDouble.parse(call.copy(3));
    if (!by.isFinite()) {
      throw Err.INCREMENT_NAN_OR_INFINITY;
    }
    Entry entry = call.forWrite(1);
    LongDouble old =
        entry == null ? LongDouble.ZERO : decimal(call.args(), Call.cast(entry, HashValue.class));
    LongDouble sum = old.plus(by);
    if (!sum.isFinite()) {
      throw Err.NAN_OR_INFINITY;
    }
    byte[] text = Call.ascii(sum.text());
    set(call, entry, text, Event.HINCRBYFLOAT);
    call.effect("HSET", 1, call.copy(2), text);
    out.bulk(text);
  }

  /** The number in the field in argument 2. */
  private static LongDouble decimal(Args args, HashValue hash) {
    byte[] value = hash.value(args.array(2), args.offset(2), args.length(2));
    return value == null ? LongDouble.ZERO : LongDouble.parse(value, Err.HASH_VALUE_NOT_A_FLOAT);
  }

  /** Sets the field in argument 2 of the hash that was found at key 1, or of a new one. */
  private static void set(Call call, @Nullable Entry found, byte[] value, Event event) {
    Entry entry = found;
    if (entry == null) {
      entry = call.edit(1, HashValue.class, HashValue::new);
    } else {
      call.db().edit(entry);
    }
    Args args = call.args();
    ((HashValue) entry.value())
        .put(
            args.array(2),
            args.offset(2),
            args.length(2),
            value,
            0,
            value.length,
            call.keyspace().packing());
    call.edited(1, entry, event, 1);
  }
}
