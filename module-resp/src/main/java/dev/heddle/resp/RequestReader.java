package dev.heddle.resp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what a client sends into commands, however it arrives.
 *
 * <pre>
 * Requests  --> { Multibulk | Inline }
 * Multibulk --> * Number CRLF { $ Length CRLF Length*byte CRLF }   Number times; none when below 1
 * Inline    --> words, see InlineCommand, LF
 * </pre>
 *
 * <p>A turn is: read into {@link #space}, say how much with {@link #received}, {@link #parse} until
 * it finds no more, looking at each batch through {@link #args}. A command is parsed as far as it
 * has arrived and never twice, so the work is linear in the bytes however they are cut. Small
 * arguments stay where they were received; one over 32 KB is received in an array of its own.
 *
 * <p>The two bytes after a length and after an argument are skipped unseen but for the first one
 * after a length, as Redis does. Unlike Redis, a line over its limit is an error even when it
 * arrives in one piece with its end, and a zero byte in an inline command is a byte like any other.
 *
 * <p>One for each connection, not thread safe.
 */
public final class RequestReader {
  private static final int BIG = 32 << 10; // an argument over this gets an array of its own
  private static final int UNKNOWN = -1;

  private final ReceiveBuffer in = new ReceiveBuffer();
  private final ArgumentTable table = new ArgumentTable();
  private final Args view = new Args();
  private Limits limits;

  private int missing; // arguments of the command at hand; 0: between commands
  private int length = UNKNOWN; // of the argument at hand
  private @Nullable BigArgument big; // the argument at hand
  private int copied; // bytes of the command at hand that lie in the buffer and in an own array
  private int searched; // bytes behind the position known not to hold the end of the line

  /** A reader that has received nothing. */
  public RequestReader(Limits limits) {
    this.limits = limits;
  }

  /** Changes the limits for all that is not parsed yet. */
  public void limits(Limits limits) {
    this.limits = limits;
  }

  /**
   * Room for the next read, from position to limit of a heap buffer, at least one byte. Ends the
   * validity of {@link #args}.
   */
  public ByteBuffer space() {
    table.drop();
    if (big != null && big.missing() > 0) {
      return big.space();
    }
    if (in.isEmpty()) {
      if (in.restart()) {
        table.shrink();
        view.clear();
      }
      return in.room();
    }
    int wanted = length > BIG || length == UNKNOWN ? 1 : length + 2 - (in.end - in.position);
    int distance = in.makeRoom(wanted);
    if (distance > 0) {
      table.moved(distance);
    }
    return in.room();
  }

  /** So many bytes were read into {@link #space}. */
  public void received(int n) {
    if (big != null && big.missing() > 0) {
      big.received(n);
    } else {
      in.received(n);
    }
  }

  /**
   * Parses up to so many whole commands and says how many there were. A {@link ProtocolError}
   * behind whole commands is thrown by the next call; after it the reader is of no more use.
   */
  public int parse(int max) {
    table.drop();
    try {
      while (table.commands() < max && command()) {
        table.endCommand();
        in.start = in.position;
        copied = 0;
      }
    } catch (ProtocolError e) {
      if (table.commands() == 0) {
        throw e;
      }
    }
    return table.commands();
  }

  /** The one view, moved to a command of the last {@link #parse}; valid until {@link #space}. */
  public Args args(int command) {
    table.show(command, in.bytes, view);
    return view;
  }

  /** Bytes received that do not belong to a parsed command. */
  public long buffered() {
    long owned = table.unfinishedOwnedBytes() + (big == null ? 0 : big.received());
    return in.end - in.start + owned - copied;
  }

  /** Bytes of memory held. */
  public long capacity() {
    return in.bytes.length + table.capacity() + (big == null ? 0 : big.capacity());
  }

  /** Adds the next command to the table; false: not all of it has arrived. */
  private boolean command() {
    while (missing == 0) {
      if (in.position == in.end) {
        return false;
      }
      if (in.bytes[in.position] != '*') {
        int end = lineEnd('\n', "too big inline request");
        if (end < 0) {
          return false;
        }
        if (inline(end)) {
          return true;
        }
      } else if (!multibulkHeader()) {
        return false;
      }
    }
    return arguments();
  }

  /** Adds the words of a line; false when it has none. */
  private boolean inline(int end) {
    byte[] bytes = in.bytes;
    int last = end > in.position && bytes[end - 1] == '\r' ? end - 1 : end;
    try {
      InlineCommand.split(bytes, in.position, last, table);
    } catch (ProtocolError e) {
      table.abandon();
      throw e;
    }
    in.position = end + 1;
    if (table.isOpen()) {
      return true;
    }
    in.start = in.position;
    return false;
  }

  private boolean multibulkHeader() {
    int end = headerEnd("too big mbulk count string");
    if (end < 0) {
      return false;
    }
    long number = Decimal.parse(in.bytes, in.position + 1, end);
    if (number == Decimal.MALFORMED || number > limits.arguments()) {
      throw new ProtocolError("invalid multibulk length");
    }
    if (number > Limits.UNAUTHENTICATED_ARGUMENTS && !limits.authenticated()) {
      throw new ProtocolError("unauthenticated multibulk length");
    }
    missing = (int) Math.max(0, number);
    in.position = end + 2;
    in.start = in.position;
    return true;
  }

  private boolean arguments() {
    for (; missing > 0; missing--) {
      if (length == UNKNOWN && !shortLength() && !anyLength()) {
        return false;
      }
      if (length > BIG) {
        if (!bigArgument()) {
          return false;
        }
      } else {
        if (in.end - in.position < length + 2) {
          return false;
        }
        table.add(in.position, length);
        in.position += length + 2;
      }
      length = UNKNOWN;
    }
    return true;
  }

  /** Reads a length of one or two digits, as almost all are; false: it is something else. */
  private boolean shortLength() {
    byte[] bytes = in.bytes;
    int p = in.position;
    if (in.end - p < 5 || bytes[p] != '$' || limits.bulk() < 99) {
      return false;
    }
    int first = bytes[p + 1] - '0';
    int second = bytes[p + 2] - '0';
    if (first < 0 || first > 9) {
      return false;
    }
    if (second == '\r' - '0') {
      length = first;
      in.position = p + 4;
    } else if (second >= 0 && second <= 9 && first > 0 && bytes[p + 3] == '\r') {
      length = 10 * first + second;
      in.position = p + 5;
    } else {
      return false;
    }
    searched = 0; // some of the line may have been there before
    return true;
  }

  private boolean anyLength() {
    int end = headerEnd("too big bulk count string");
    if (end < 0) {
      return false;
    }
    if (in.bytes[in.position] != '$') {
      char c = (char) (in.bytes[in.position] & 0xff);
      throw new ProtocolError("expected '$', got '" + (c == '\r' || c == '\n' ? ' ' : c) + "'");
    }
    long number = Decimal.parse(in.bytes, in.position + 1, end);
    if (number < 0 || number > limits.bulk()) { // malformed is below zero, too
      throw new ProtocolError("invalid bulk length");
    }
    if (number > Limits.UNAUTHENTICATED_BULK && !limits.authenticated()) {
      throw new ProtocolError("unauthenticated bulk length");
    }
    length = (int) number;
    in.position = end + 2;
    return true;
  }

  private boolean bigArgument() {
    if (big == null) {
      big = new BigArgument(length);
    }
    int taken = big.take(in.bytes, in.position, in.end - in.position);
    in.position += taken;
    copied += taken;
    if (big.missing() > 0 || in.end - in.position < 2) {
      return false;
    }
    table.addOwned(big.array());
    in.position += 2;
    big = null;
    return true;
  }

  /** Where the header at hand ends, once the byte behind its CR has arrived, else -1. */
  private int headerEnd(String tooBig) {
    int end = lineEnd('\r', tooBig);
    if (end < 0 || end + 1 < in.end) {
      return end;
    }
    searched = end - in.position;
    return -1;
  }

  /** Where the line at hand ends, or -1 while that has not arrived. */
  private int lineEnd(char terminator, String tooBig) {
    byte[] bytes = in.bytes;
    int position = in.position;
    int last = (int) Math.min(in.end, position + limits.inline() + 1L);
    for (int p = position + searched; p < last; p++) {
      if (bytes[p] == terminator) {
        searched = 0;
        return p;
      }
    }
    if (in.end - position > limits.inline()) {
      throw new ProtocolError(tooBig);
    }
    searched = in.end - position;
    return -1;
  }
}
