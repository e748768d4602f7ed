package dev.heddle.store;

import java.util.Arrays;

/** As {@link Slots}, of numbers. */
final class LongSlots {
  private static final int SEGMENT_BITS = 9;
  private static final int SEGMENT = 1 << SEGMENT_BITS;
  private static final int MASK = SEGMENT - 1;
  private static final int SMALLEST = 4;
  private static final long[] NONE = {};

  private long[][] segments = {NONE};
  private int length;

  int length() {
    return length;
  }

  long get(int i) {
    return segments[i >>> SEGMENT_BITS][i & MASK];
  }

  void set(int i, long number) {
    segments[i >>> SEGMENT_BITS][i & MASK] = number;
  }

  /** Makes the array longer by one. */
  void push(long number) {
    int segment = length >>> SEGMENT_BITS;
    if (segment == segments.length) {
      segments = Arrays.copyOf(segments, segment * 2);
      Arrays.fill(segments, segment, segments.length, NONE);
    }
    int filled = segments[segment].length;
    if (filled == (length & MASK)) {
      int capacity = segment > 0 ? SEGMENT : Math.max(SMALLEST, filled * 2);
      segments[segment] = Arrays.copyOf(segments[segment], capacity);
    }
    set(length++, number);
  }

  /** Makes the array shorter by one. */
  void pop() {
    length--;
    int segment = length >>> SEGMENT_BITS;
    if (length == 0) {
      segments[0] = NONE;
    } else if (segment == 0) {
      int capacity = segments[0].length;
      if (capacity > SMALLEST && length <= capacity / 4) {
        segments[0] = Arrays.copyOf(segments[0], capacity / 2);
      }
    } else if ((length & MASK) == 0) {
      segments[segment] = NONE;
      if (segment <= segments.length / 4) {
        segments = Arrays.copyOf(segments, segments.length / 2);
      }
    }
  }

  /** Bytes on the heap. */
  long memory(Sizes sizes) {
    int full = (length + MASK) >>> SEGMENT_BITS;
    return sizes.object(1, Integer.BYTES)
        + sizes.references(segments.length)
        + (full <= 1 ? sizes.longs(segments[0].length) : full * sizes.longs(SEGMENT));
  }
}
