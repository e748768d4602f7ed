package dev.heddle.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An array that grows and shrinks at its end, in segments, so that no step copies or allocates more
 * than a few kilobytes however long it is.
 *
 * <p>Segment 0 starts small and doubles until it has the full length, so that a short array is
 * small. Only the directory of segments is copied as a whole: four bytes for each thousand slots.
 */
final class Slots<T> {
  private static final int SEGMENT_BITS = 10;
  private static final int SEGMENT = 1 << SEGMENT_BITS;
  private static final int MASK = SEGMENT - 1;
  private static final int SMALLEST = 4;
  private static final @Nullable Object[] NONE = {};

  private @Nullable Object[][] segments = {NONE};
  private int length;

  int length() {
    return length;
  }

  @SuppressWarnings("unchecked") // only set() and push() write
  @Nullable T get(int i) {
    return (T) segments[i >>> SEGMENT_BITS][i & MASK];
  }

  void set(int i, @Nullable T element) {
    segments[i >>> SEGMENT_BITS][i & MASK] = element;
  }

  /** Makes the array longer by one. */
  void push(@Nullable T element) {
    int segment = length >>> SEGMENT_BITS;
    if (segment == segments.length) {
      segments = Arrays.copyOf(segments, segment * 2);
      Arrays.fill(segments, segment, segments.length, NONE);
    }
    int filled = length & MASK;
    if (filled == segments[segment].length) {
      segments[segment] = extended(segments[segment], segment);
    }
    set(length++, element);
  }

  /** Makes the array shorter by one; the last element is forgotten. */
  void pop() {
    set(--length, null);
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

  /** Bytes on the heap, without the elements. */
  long memory(Sizes sizes) {
    int full = (length + MASK) >>> SEGMENT_BITS;
    return sizes.object(1, Integer.BYTES)
        + sizes.references(segments.length)
        + (full <= 1 ? sizes.references(segments[0].length) : full * sizes.references(SEGMENT));
  }

  private static @Nullable Object[] extended(@Nullable Object[] full, int segment) {
    int capacity = segment > 0 ? SEGMENT : Math.max(SMALLEST, full.length * 2);
    return Arrays.copyOf(full, capacity);
  }
}
