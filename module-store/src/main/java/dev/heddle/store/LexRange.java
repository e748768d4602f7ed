package dev.heddle.store;

import java.util.Arrays;

/** An interval of members in the order of their bytes, for members of equal scores. */
public record LexRange(End min, End max) {
  /** Where an interval begins or ends. */
  public sealed interface End {
    /** Before everything. */
    record Lowest() implements End {}

    /** Behind everything. */
    record Highest() implements End {}

    /** At a member, which belongs to the interval unless it is excluded. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record At(byte[] member, boolean excluded) implements End {}
  }

  /** Whether a member lies before the interval. */
  public boolean isBelow(byte[] a, int off, int len) {
    return switch (min) {
      case End.Lowest l -> false;
      case End.Highest h -> true;
      case End.At at -> {
        int order = compare(a, off, len, at);
        yield order < 0 || (at.excluded && order == 0);
      }
    };
  }

  /** Whether a member lies behind the interval. */
  public boolean isAbove(byte[] a, int off, int len) {
    return switch (max) {
      case End.Lowest l -> true;
      case End.Highest h -> false;
      case End.At at -> {
        int order = compare(a, off, len, at);
        yield order > 0 || (at.excluded && order == 0);
      }
    };
  }

  private static int compare(byte[] a, int off, int len, End.At at) {
    return Arrays.compareUnsigned(a, off, off + len, at.member, 0, at.member.length);
  }
}
