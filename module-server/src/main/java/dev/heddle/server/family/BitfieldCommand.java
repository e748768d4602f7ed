package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.DENYOOM;
import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.Flag.WRITE;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.Use.RW;
import static dev.heddle.server.command.KeySpec.Use.UPDATE;
import static dev.heddle.server.command.KeySpec.Use.VARIABLE_FLAGS;
import static dev.heddle.server.command.KeySpec.firstKey;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.KeySpec;
import dev.heddle.server.command.Numbers;
import dev.heddle.store.Bits;
import dev.heddle.store.Entry;
import dev.heddle.store.StringValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** BITFIELD and BITFIELD_RO: integers of 1 to 64 bits anywhere in a string. */
final class BitfieldCommand {
  private static final int MOST_UNSIGNED = 63;

  private final LongSupplier maxBulk;

  private BitfieldCommand(LongSupplier maxBulk) {
    this.maxBulk = maxBulk;
  }

  static void declare(CommandTable t, LongSupplier maxBulk) {
    var commands = new BitfieldCommand(maxBulk);
    t.add(
            "BITFIELD key [operation=GET encoding offset:integer"
                + "|{write=[overflow-block=OVERFLOW {overflow=WRAP|SAT|FAIL}]"
                + " {write-operation=SET encoding offset:integer value:integer"
                + "|INCRBY encoding offset:integer increment:integer}}]...",
            firstKey(RW, ACCESS, UPDATE, VARIABLE_FLAGS),
            commands::bitfield,
            WRITE,
            DENYOOM)
        .keyUse(BitfieldCommand::keyUse)
        .doc("3.2.0", "O(1) for each operation", "Reads and writes integers of any width.");
    t.add(
            "BITFIELD_RO key [GET encoding offset:integer]...",
            firstKey(RO, ACCESS),
            commands::readOnly,
            READONLY,
            FAST)
        .doc("6.0.0", "O(1) for each operation", "Reads integers of any width.");
  }

  /** What is not known to read writes. */
  private static Set<KeySpec.Use> keyUse(Args args) {
    for (int i = 2; i < args.count(); ) {
      int left = args.count() - i - 1;
      if (args.is(i, "GET") && left >= 2) {
        i += 3;
      } else if (args.is(i, "OVERFLOW") && left >= 1) {
        i += 2;
      } else {
        return Set.of(RW, ACCESS, UPDATE);
      }
    }
    return Set.of(RO, ACCESS);
  }

  private enum Kind {
    GET,
    SET,
    INCRBY
  }

  private enum Overflow {
    WRAP,
    SAT,
    FAIL
  }

  /**
   * One operation.
   *
   * @param operand the value or the increment
   */
  private record Operation(
      Kind kind, boolean signed, int bits, long position, long operand, Overflow overflow) {

    long end() {
      return position + bits;
    }

    long read(byte[] a, int len) {
      long raw = Bits.field(a, len, position, bits);
      return signed ? signExtended(raw) : raw;
    }

    private long signExtended(long raw) {
      return raw << (Long.SIZE - bits) >> (Long.SIZE - bits);
    }

    private long most() {
      return signed ? Long.MAX_VALUE >>> (Long.SIZE - bits) : (1L << bits) - 1;
    }

    private long least() {
      return signed ? -most() - 1 : 0;
    }

    /** What is written over {@code old}; null where it does not fit and that is a failure. */
    @Nullable Long written(long old) {
      long value = kind == Kind.SET ? operand : old + operand;
      int direction = kind == Kind.SET ? beyond(operand) : beyond(old, operand);
      if (direction == 0) {
        return value;
      }
      return switch (overflow) {
        case FAIL -> null;
        case SAT -> direction > 0 ? most() : least();
        case WRAP -> signed ? signExtended(value) : value & most();
      };
    }

    /** 1 when a value is too large, -1 when it is too small; unsigned values have no minus. */
    private int beyond(long value) {
      if (!signed) {
        return value < 0 || value > most() ? 1 : 0;
      }
      return value > most() ? 1 : value < least() ? -1 : 0;
    }

    private int beyond(long old, long increment) {
      long sum = old + increment;
      boolean wrapped = ((old ^ sum) & (increment ^ sum)) < 0;
      if (wrapped) {
        return increment > 0 ? 1 : -1;
      }
      return sum > most() ? 1 : sum < least() ? -1 : 0;
    }
  }

  // ---- parsing

  private List<Operation> parse(Call call) {
    var operations = new ArrayList<Operation>();
    Overflow overflow = Overflow.WRAP;
    for (int i = 2; i < call.count(); ) {
      int left = call.count() - i - 1;
      if (call.is(i, "OVERFLOW") && left >= 1) {
        overflow = overflow(call, i + 1);
        i += 2;
      } else if (call.is(i, "GET") && left >= 2) {
        operations.add(operation(call, Kind.GET, i, overflow));
        i += 3;
      } else if (call.is(i, "SET") && left >= 3) {
        operations.add(operation(call, Kind.SET, i, overflow));
        i += 4;
      } else if (call.is(i, "INCRBY") && left >= 3) {
        operations.add(operation(call, Kind.INCRBY, i, overflow));
        i += 4;
      } else {
        throw Err.SYNTAX;
      }
    }
    return operations;
  }

  private static Overflow overflow(Call call, int i) {
    for (Overflow overflow : Overflow.values()) {
      if (call.is(i, overflow.name())) {
        return overflow;
      }
    }
    throw Err.OVERFLOW_TYPE;
  }

  private Operation operation(Call call, Kind kind, int i, Overflow overflow) {
    Args args = call.args();
    boolean signed = args.length(i + 1) > 0 && args.array(i + 1)[args.offset(i + 1)] == 'i';
    int bits = bits(args, i + 1, signed);
    long position = position(call, i + 2, bits);
    long operand = kind == Kind.GET ? 0 : call.integer(i + 3);
    return new Operation(kind, signed, bits, position, operand, overflow);
  }

  private static int bits(Args args, int i, boolean signed) {
    int off = args.offset(i);
    int len = args.length(i);
    if (len < 2 || (!signed && args.array(i)[off] != 'u')) {
      throw Err.BITFIELD_TYPE;
    }
    long bits = Numbers.parse(args.array(i), off + 1, len - 1, Err.BITFIELD_TYPE);
    if (bits < 1 || bits > (signed ? Long.SIZE : MOST_UNSIGNED)) {
      throw Err.BITFIELD_TYPE;
    }
    return (int) bits;
  }

  /** {@code #n} is the n-th field of this width. */
  private long position(Call call, int i, int bits) {
    Args args = call.args();
    int off = args.offset(i);
    int len = args.length(i);
    boolean counted = len > 0 && args.array(i)[off] == '#';
    long number =
        Numbers.parse(
            args.array(i), counted ? off + 1 : off, counted ? len - 1 : len, Err.BIT_OFFSET);
    long most = Math.min(maxBulk.getAsLong(), StringValue.MAX_LENGTH) << 3;
    if (number < 0 || number >= most || (counted && number * bits >= most)) {
      throw Err.BIT_OFFSET;
    }
    return counted ? number * bits : number;
  }

  // ---- running

  private void readOnly(Call call, ReplyWriter out) {
    List<Operation> operations = parse(call);
    if (operations.stream().anyMatch(operation -> operation.kind() != Kind.GET)) {
      throw Err.BITFIELD_READ_ONLY;
    }
    read(call, operations, out);
  }

  private void bitfield(Call call, ReplyWriter out) {
    List<Operation> operations = parse(call);
    if (operations.stream().allMatch(operation -> operation.kind() == Kind.GET)) {
      read(call, operations, out);
    } else {
      write(call, operations, out);
    }
  }

  private static void read(Call call, List<Operation> operations, ReplyWriter out) {
    StringValue value = call.find(1, StringValue.class);
    byte[] a = value == null ? new byte[0] : value.array();
    int length = value == null ? 0 : value.length();
    out.array(operations.size());
    operations.forEach(operation -> out.integer(operation.read(a, length)));
  }

  /** The string is made as long as the operations need before the first of them is done. */
  private void write(Call call, List<Operation> operations, ReplyWriter out) {
    Entry entry = call.forWrite(1);
    StringValue old = entry == null ? null : Call.cast(entry, StringValue.class);
    long end = 0;
    for (Operation operation : operations) {
      end = operation.kind() == Kind.GET ? end : Math.max(end, operation.end());
    }
    int needed = (int) ((end + 7) >>> 3);
    if (needed > Math.min(maxBulk.getAsLong(), StringValue.MAX_LENGTH)) {
      throw Err.STRING_TOO_LONG;
    }
    int length = old == null ? 0 : old.length();
    var part = new Span(operations, old);
    out.array(operations.size());
    for (Operation operation : operations) {
      part.run(operation, out);
    }
    if (part.changes > 0 || needed > length) {
      BitmapCommands.write(call, part.from, part.bytes, Math.max(1, part.changes));
    } else {
      BitmapCommands.makeRaw(call, entry);
    }
  }

  /** The bytes of the string from the first to the last that an operation writes. */
  private static final class Span {
    private final int from;
    private final byte[] bytes;
    private final byte[] whole;
    private final int length;
    private int changes;

    Span(List<Operation> operations, @Nullable StringValue old) {
      long first = Long.MAX_VALUE;
      long end = 0;
      for (Operation operation : operations) {
        if (operation.kind() != Kind.GET) {
          first = Math.min(first, operation.position());
          end = Math.max(end, operation.end());
        }
      }
      this.from = (int) (first >>> 3);
      this.whole = old == null ? new byte[0] : old.array();
      this.length = old == null ? 0 : old.length();
      this.bytes = new byte[(int) ((end + 7) >>> 3) - from];
      int known = Math.clamp(this.length - from, 0, bytes.length);
      System.arraycopy(whole, Math.min(from, whole.length), bytes, 0, known);
    }

    void run(Operation operation, ReplyWriter out) {
      long old = read(operation);
      if (operation.kind() == Kind.GET) {
        out.integer(old);
        return;
      }
      Long value = operation.written(old);
      if (value == null) {
        out.nil();
        return;
      }
      changes++;
      int at = (int) (operation.position() - ((long) from << 3));
      Bits.setField(bytes, at, operation.bits(), value);
      out.integer(operation.kind() == Kind.SET ? old : value);
    }

    /** A field may begin before the span, end behind it, or lie outside. */
    private long read(Operation operation) {
      long start = (long) from << 3;
      long end = start + ((long) bytes.length << 3);
      if (operation.position() >= start && operation.end() <= end) {
        return new Operation(
                operation.kind(),
                operation.signed(),
                operation.bits(),
                operation.position() - start,
                0,
                operation.overflow())
            .read(bytes, bytes.length);
      }
      byte[] merged = Arrays.copyOf(whole, Math.max(length, from + bytes.length));
      Arrays.fill(merged, length, merged.length, (byte) 0);
      System.arraycopy(bytes, 0, merged, from, bytes.length);
      return operation.read(merged, merged.length);
    }
  }
}
