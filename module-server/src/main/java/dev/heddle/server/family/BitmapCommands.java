package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.DENYOOM;
import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.OW;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.Use.RW;
import static dev.heddle.server.command.KeySpec.Use.UPDATE;
import static dev.heddle.server.command.KeySpec.firstKey;
import static dev.heddle.server.command.KeySpec.keyAt;
import static dev.heddle.server.command.KeySpec.keys;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.Group;
import dev.heddle.server.command.Numbers;
import dev.heddle.store.Bits;
import dev.heddle.store.ByteString;
import dev.heddle.store.Entry;
import dev.heddle.store.StringValue;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Strings as rows of bits; numbers of any width in them are {@link BitfieldCommand}'s. */
public final class BitmapCommands {
  private static final byte[] NOTHING = {};

  private final LongSupplier maxBulk;

  private BitmapCommands(LongSupplier maxBulk) {
    this.maxBulk = maxBulk;
  }

  /** {@code maxBulk}: the longest string in bytes, proto-max-bulk-len. */
  public static void declare(CommandTable t, LongSupplier maxBulk) {
    var commands = new BitmapCommands(maxBulk);
    t.group(Group.BITMAP);
    t.add(
            "SETBIT key offset:integer value:integer",
            firstKey(RW, ACCESS, UPDATE),
            commands::setbit,
            WRITE,
            DENYOOM)
        .doc("2.2.0", "O(1)", "Sets one bit of a string, which is made longer if need be.");
    t.add("GETBIT key offset:integer", firstKey(RO, ACCESS), commands::getbit, READONLY, FAST)
        .doc("2.2.0", "O(1)", "Returns one bit of a string.");
    t.add(
            "BITCOUNT key [start:integer end:integer [unit=BYTE|BIT]]",
            firstKey(RO, ACCESS),
            BitmapCommands::bitcount,
            READONLY)
        .doc("2.6.0", "O(N), N the length of the part", "Counts the bits that are set.");
    t.add(
            "BITPOS key bit:integer [start:integer [end:integer [unit=BYTE|BIT]]]",
            firstKey(RO, ACCESS),
            BitmapCommands::bitpos,
            READONLY)
        .doc("2.8.7", "O(N), N the length of the part", "Finds the first bit of a value.");
    t.add(
            "BITOP {operation=AND|OR|XOR|NOT} destkey {key}...",
            List.of(keyAt(2, OW, UPDATE), keys(3, -1, 1, RO, ACCESS)),
            BitmapCommands::bitop,
            WRITE,
            DENYOOM)
        .doc("2.6.0", "O(N), N the length of the longest", "Combines strings bit by bit.");
    BitfieldCommand.declare(t, maxBulk);
  }

  // ---- one bit

  private void setbit(Call call, ReplyWriter out) {
    long offset = offset(call, 2, maxBulk.getAsLong());
    long bit = Numbers.parse(call.args(), 3, Err.NOT_A_BIT);
    if (bit != 0 && bit != 1) {
      throw Err.NOT_A_BIT;
    }
    Entry entry = call.forWrite(1);
    StringValue old = entry == null ? null : Call.cast(entry, StringValue.class);
    int length = old == null ? 0 : old.length();
    int at = (int) (offset >>> 3);
    int before = old == null ? 0 : Bits.get(old.array(), length, offset);
    if (at >= length || before != bit) {
      int mask = 0x80 >>> (offset & 7);
      int b = old != null && at < length ? old.array()[at] : 0;
      write(call, at, new byte[] {(byte) (bit == 1 ? b | mask : b & ~mask)}, 1);
    } else {
      makeRaw(call, entry);
    }
    out.integer(before);
  }

  /** A string that a command came to change is "raw" from then on, whatever came of it. */
  static void makeRaw(Call call, @Nullable Entry entry) {
    if (entry != null && !entry.value().encoding().equals("raw")) {
      StringValue value = Call.cast(entry, StringValue.class);
      call.replace(entry, value.append(NOTHING, 0, 0));
    }
  }

  private void getbit(Call call, ReplyWriter out) {
    long offset = offset(call, 2, maxBulk.getAsLong());
    StringValue value = call.find(1, StringValue.class);
    out.integer(value == null ? 0 : Bits.get(value.array(), value.length(), offset));
  }

  /** The position of a bit in a string that may be so long. */
  static long offset(Call call, int i, long maxBulk) {
    long offset = Numbers.parse(call.args(), i, Err.BIT_OFFSET);
    if (offset < 0 || offset >>> 3 >= Math.min(maxBulk, StringValue.MAX_LENGTH)) {
      throw Err.BIT_OFFSET;
    }
    return offset;
  }

  /** Overwrites bytes of the string at the key in argument 1, which is made when it is missing. */
  static void write(Call call, int at, byte[] bytes, int changes) {
    Entry entry = call.forWrite(1);
    if (entry == null) {
      entry = call.put(1, StringValue.of(NOTHING));
    }
    call.db().edit(entry);
    StringValue old = Call.cast(entry, StringValue.class);
    call.db().edited(entry, old.setRange(at, bytes, 0, bytes.length));
    call.changed(1, Event.SETBIT);
    call.changedUnnamed(changes - 1);
  }

  // ---- a part

  /**
   * A part of a string.
   *
   * @param from the first bit
   * @param to behind the last bit; not above {@code from} where nothing is in it
   */
  private record Part(long from, long to) {
    /** Positions in bits or bytes, negative ones counted from the end. */
    static Part of(long start, long end, boolean bits, int length) {
      long total = bits ? (long) length << 3 : length;
      long first = Math.max(0, start < 0 ? start + total : start);
      long last = Math.min(total - 1, Math.max(0, end < 0 ? end + total : end));
      int shift = bits ? 0 : 3;
      return first > last ? new Part(0, 0) : new Part(first << shift, (last + 1) << shift);
    }

    boolean isEmpty() {
      return from >= to;
    }
  }

  private static void bitcount(Call call, ReplyWriter out) {
    StringValue value = call.find(1, StringValue.class);
    if (value == null) {
      out.integer(0);
      return;
    }
    if (call.count() == 2) {
      out.integer(Bits.count(value.array(), 0, value.length()));
      return;
    }
    if (call.count() < 4 || call.count() > 5) {
      throw Err.SYNTAX;
    }
    long start = call.integer(2);
    long end = call.integer(3);
    if (start < 0 && end < 0 && start > end) {
      out.integer(0);
      return;
    }
    Part part = Part.of(start, end, inBits(call, 4), value.length());
    out.integer(Bits.countBits(value.array(), part.from(), part.to()));
  }

  private static boolean inBits(Call call, int i) {
    if (call.count() <= i || call.is(i, "BYTE")) {
      return false;
    }
    if (call.is(i, "BIT")) {
      return true;
    }
    throw Err.SYNTAX;
  }

  private static void bitpos(Call call, ReplyWriter out) {
    long bit = call.integer(2);
    if (bit != 0 && bit != 1) {
      throw Err.BIT_ARGUMENT;
    }
    StringValue value = call.find(1, StringValue.class);
    if (value == null) {
      out.integer(bit == 1 ? -1 : 0);
      return;
    }
    if (call.count() > 6) {
      throw Err.SYNTAX;
    }
    out.integer(position(call, (int) bit, value));
  }

  /** A string without an end given is taken to be followed by zeros. */
  private static long position(Call call, int bit, StringValue value) {
    boolean hasEnd = call.count() > 4;
    long start = call.count() > 3 ? call.integer(3) : 0;
    boolean bits = inBits(call, 5);
    long end = hasEnd ? call.integer(4) : -1;
    Part part = Part.of(start, end, bits, value.length());
    if (part.isEmpty()) {
      return -1;
    }
    long found = Bits.find(value.array(), bit, part.from(), part.to());
    return found < 0 && bit == 0 && !hasEnd ? (long) value.length() << 3 : found;
  }

  // ---- several strings

  private enum Combination {
    AND,
    OR,
    XOR,
    NOT;

    static Combination of(Call call) {
      for (Combination combination : values()) {
        if (call.is(1, combination.name())) {
          return combination;
        }
      }
      throw Err.SYNTAX;
    }
  }

  private static void bitop(Call call, ReplyWriter out) {
    Combination combination = Combination.of(call);
    if (combination == Combination.NOT && call.count() != 4) {
      throw Err.BITOP_NOT;
    }
    byte[] result = combine(call, combination);
    if (result.length == 0) {
      call.delete(2);
    } else {
      call.put(2, ByteString.of(result).append(NOTHING, 0, 0)); // "raw" whatever it looks like
      call.changed(2, Event.SET);
    }
    out.integer(result.length);
  }

  private static byte[] combine(Call call, Combination combination) {
    @Nullable StringValue[] sources = new StringValue[call.count() - 3];
    int longest = 0;
    for (int i = 0; i < sources.length; i++) {
      StringValue source = call.find(i + 3, StringValue.class);
      sources[i] = source;
      longest = Math.max(longest, source == null ? 0 : source.length());
    }
    StringValue first = sources[0];
    byte[] result = first == null ? new byte[longest] : padded(first, longest);
    if (combination == Combination.NOT) {
      Bits.not(result);
    }
    for (int i = 1; i < sources.length; i++) {
      StringValue next = sources[i];
      byte[] b = next == null ? NOTHING : next.array();
      int length = next == null ? 0 : next.length();
      switch (combination) {
        case AND -> Bits.and(result, longest, b, length);
        case OR -> Bits.or(result, b, length);
        case XOR -> Bits.xor(result, b, length);
        case NOT -> {}
      }
    }
    return result;
  }

  private static byte[] padded(StringValue value, int length) {
    byte[] copy = Arrays.copyOf(value.array(), length);
    Arrays.fill(copy, Math.min(value.length(), length), length, (byte) 0);
    return copy;
  }
}
