package dev.heddle.resp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one command, the name first: a view of bytes that lie elsewhere.
 *
 * <p>The view of a {@link RequestReader} is shared and moves from command to command; {@link
 * #detach} makes one that stays.
 */
public final class Args {
  private static final byte[] NOTHING = {};
  private static final int[] NO_SPANS = {};

  private byte[] shared = NOTHING;
  private int[] spans = NO_SPANS; // offset, length, offset, length, ...
  private byte @Nullable [] @Nullable [] owned; // by argument, null: it lies in shared
  private int first;
  private int count;

  Args() {}

  /** The given arrays, not copies, as arguments that own them. */
  public static Args of(byte[]... arguments) {
    int[] spans = new int[2 * arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      spans[2 * i + 1] = arguments[i].length;
    }
    var args = new Args();
    args.show(NOTHING, spans, arguments, 0, arguments.length);
    return args;
  }

  /**
   * The words of a line, quoted as in an inline command; a {@link ProtocolError} when a quote does
   * not close.
   */
  public static Args ofLine(byte[] line) {
    var table = new ArgumentTable();
    InlineCommand.split(line, 0, line.length, table);
    table.endCommand();
    var args = new Args();
    table.show(0, line, args);
    return args;
  }

  void show(
      byte[] buffer, int[] table, byte @Nullable [] @Nullable [] arrays, int from, int arguments) {
    shared = buffer;
    spans = table;
    owned = arrays;
    first = from;
    count = arguments;
  }

  /** Lets go of what it shows. */
  void clear() {
    show(NOTHING, NO_SPANS, null, 0, 0);
  }

  /** Arguments, the name included. */
  public int count() {
    return count;
  }

  /** The array in which an argument lies. It may hold other bytes too, and is only to be read. */
  public byte[] array(int i) {
    byte[] own = own(i);
    return own == null ? shared : own;
  }

  /** Where an argument starts in its {@link #array}. */
  public int offset(int i) {
    return spans[2 * index(i)];
  }

  /** Bytes of an argument. */
  public int length(int i) {
    return spans[2 * index(i) + 1];
  }

  /** A fresh copy of an argument. */
  public byte[] copy(int i) {
    int from = offset(i);
    return Arrays.copyOfRange(array(i), from, from + length(i));
  }

  /**
   * An argument as an array that the caller may keep but not change while others still read these
   * arguments: the array itself where the argument has one of its own, else a copy.
   */
  public byte[] take(int i) {
    byte[] own = own(i);
    return own == null ? copy(i) : own;
  }

  /** Whether an argument has an array of its own, which {@link #take} gives without a copy. */
  public boolean hasOwn(int i) {
    return own(i) != null;
  }

  /** Whether an argument is a token, given in upper case, in any ASCII case. */
  public boolean is(int i, String token) {
    int length = length(i);
    if (length != token.length()) {
      return false;
    }
    byte[] bytes = array(i);
    int from = offset(i);
    for (int k = 0; k < length; k++) {
      int b = bytes[from + k];
      if (b >= 'a' && b <= 'z') {
        b -= 'a' - 'A';
      }
      if (b != token.charAt(k)) {
        return false;
      }
    }
    return true;
  }

  /** An argument as text, one character a byte (ISO-8859-1). */
  public String text(int i) {
    return new String(array(i), offset(i), length(i), StandardCharsets.ISO_8859_1);
  }

  /**
   * A copy that outlives the buffer: one array for all arguments, but for those that own theirs.
   */
  public Args detach() {
    int size = 0;
    for (int i = 0; i < count; i++) {
      size += own(i) == null ? length(i) : 0;
    }
    byte[] bytes = new byte[size];
    int[] places = Arrays.copyOfRange(spans, 2 * first, 2 * (first + count));
    int end = 0;
    for (int i = 0; i < count; i++) {
      if (own(i) == null) {
        System.arraycopy(shared, offset(i), bytes, end, length(i));
        places[2 * i] = end;
        end += length(i);
      }
    }
    var arrays = owned == null ? null : Arrays.copyOfRange(owned, first, first + count);
    var args = new Args();
    args.show(bytes, places, arrays, 0, count);
    return args;
  }

  private byte @Nullable [] own(int i) {
    int index = index(i);
    return owned == null ? null : owned[index];
  }

  private int index(int i) {
    return first + Objects.checkIndex(i, count);
  }
}
