package dev.heddle.store;

import java.nio.charset.StandardCharsets;

/**
 * The identity and place of a stream's entry: {@code ms-seq}, both unsigned.
 *
 * @param ms mostly the time in epoch milliseconds at which the entry was added
 * @param seq tells entries of the same millisecond apart
 */
public record StreamId(long ms, long seq) implements Comparable<StreamId> {
  /** {@code 0-0}, below the id of any entry. */
  public static final StreamId MIN = new StreamId(0, 0);

  /** The largest id. */
  public static final StreamId MAX = new StreamId(-1, -1);

  static int compare(long ms, long seq, long otherMs, long otherSeq) {
    int byTime = Long.compareUnsigned(ms, otherMs);
    return byTime != 0 ? byTime : Long.compareUnsigned(seq, otherSeq);
  }

  /** True for {@code 0-0}. */
  public boolean isZero() {
    return ms == 0 && seq == 0;
  }

  /** True for the largest id. */
  public boolean isMax() {
    return ms == -1 && seq == -1;
  }

  /** The id that follows this one, which is not the largest. */
  public StreamId next() {
    return seq == -1 ? new StreamId(ms + 1, 0) : new StreamId(ms, seq + 1);
  }

  /** The id before this one, which is not {@code 0-0}. */
  public StreamId previous() {
    return seq == 0 ? new StreamId(ms - 1, -1) : new StreamId(ms, seq - 1);
  }

  /** Whether this comes before another. */
  public boolean isBefore(StreamId other) {
    return compareTo(other) < 0;
  }

  /** Whether this comes behind another. */
  public boolean isAfter(StreamId other) {
    return compareTo(other) > 0;
  }

  /** The id as clients see it. */
  public byte[] text() {
    return toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public int compareTo(StreamId other) {
    return compare(ms, seq, other.ms, other.seq);
  }

  @Override
  public String toString() {
    return Long.toUnsignedString(ms) + '-' + Long.toUnsignedString(seq);
  }
}
