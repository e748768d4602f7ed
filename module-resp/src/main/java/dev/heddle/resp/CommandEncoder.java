package dev.heddle.resp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes commands, as arrays of bulk strings, one behind the other into a growing buffer. */
public final class CommandEncoder {
  private final WireBuffer out = new WireBuffer();

  /** An encoder that has written nothing. */
  public CommandEncoder() {}

  /** Starts a command, of which so many arguments must follow, the name being the first. */
  public void begin(int arguments) {
    out.header('*', arguments);
  }

  /** The next argument. */
  public void argument(byte[] bytes) {
    out.bulk(bytes, 0, bytes.length);
  }

  /** The next argument. */
  public void argument(byte[] bytes, int offset, int length) {
    out.bulk(bytes, offset, length);
  }

  /** The next argument, in UTF-8. */
  public void argument(String text) {
    argument(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The next argument, in decimal. */
  public void argument(long number) {
    byte[] digits = new byte[Decimal.MAX_LENGTH];
    out.bulk(digits, 0, Decimal.write(digits, 0, number));
  }

  /** A whole command. */
  public void command(byte[]... arguments) {
    begin(arguments.length);
    for (byte[] argument : arguments) {
      argument(argument);
    }
  }

  /** A whole command, in UTF-8. */
  public void command(String... arguments) {
    begin(arguments.length);
    for (String argument : arguments) {
      argument(argument);
    }
  }

  /** A whole command, as it was received. */
  public void command(Args args) {
    begin(args.count());
    for (int i = 0; i < args.count(); i++) {
      out.bulk(args.array(i), args.offset(i), args.length(i));
    }
  }

  /** The array that is written to; the first {@link #size} bytes count, until the next write. */
  public byte[] buffer() {
    return out.bytes;
  }

  /** Bytes written. */
  public int size() {
    return out.size;
  }

  /** A copy of what was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(out.bytes, out.size);
  }

  /** Forgets all but the first {@code size} bytes. */
  public void truncate(int size) {
    out.size = size;
  }

  /** Forgets what was written. */
  public void reset() {
    out.reset();
  }
}
