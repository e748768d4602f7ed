package dev.heddle.server.command;

import dev.heddle.resp.Args;
import dev.heddle.store.Decimal;

/**
 * Reads numbers out of arguments as strictly as Redis does: no sign but a minus, no leading zero,
 * no blank.
 */
public final class Numbers {
  private Numbers() {}

  /** The integer at argument i, or {@code otherwise} when it is not the canonical form of one. */
  public static long parseOr(Args args, int i, long otherwise) {
    byte[] a = args.array(i);
    int off = args.offset(i);
    int len = args.length(i);
    return Decimal.isLong(a, off, len) ? Decimal.parseLong(a, off, len) : otherwise;
  }

  /** The integer at argument i. */
  public static long parse(Args args, int i) {
    return parse(args, i, Err.NOT_AN_INTEGER);
  }

  /** The integer at argument i, of 32 bits. */
  public static int parseInt(Args args, int i) {
    long value = parse(args, i);
    if (value != (int) value) {
      throw Err.NOT_AN_INT;
    }
    return (int) value;
  }

  /**
   * The integer at argument i; {@code error} is thrown when it is not the canonical form of one.
   */
  public static long parse(Args args, int i, CommandError error) {
    return parse(args.array(i), args.offset(i), args.length(i), error);
  }

  /**
   * The integer in the bytes; {@code error} is thrown when they are not the canonical form of one.
   */
  public static long parse(byte[] a, int off, int len, CommandError error) {
    if (!Decimal.isLong(a, off, len)) {
      throw error;
    }
    return Decimal.parseLong(a, off, len);
  }
}
