package dev.heddle.store;

import java.util.Arrays;

/**
 * LZF compression of strings in RDB files and in the middle of lists; one instance compresses many
 * strings, one at a time.
 *
 * <pre>
 * Compressed --> (Literals | Copy)*
 * Literals   --> 000nnnnn byte{n+1}
 * Copy       --> lllooooo oooooooo             l from 1 to 6: l+2 bytes from o+1 bytes before
 *              | 111ooooo llllllll oooooooo    l+9 bytes
 *
 * "aaaaaaaaaaaaaaaaaaaaaaaa" --> 01 61 61 e0 0d 00: two literals, 22 bytes from 1 byte before
 * </pre>
 */
public final class Lzf {
  /** What one byte of a compressed string can become, at most. */
  public static final int MAX_RATIO = 88;

  private static final int HASH_BITS = 14;
  private static final int MAX_LITERALS = 32;
  private static final int MAX_DISTANCE = 1 << 13;
  private static final int MAX_COPY = 264;

  /** Where three bytes of this hash were seen last: their position plus {@link #base}. */
  private final int[] seen = new int[1 << HASH_BITS];

  /** What is below belongs to strings compressed before, so that the table need not be cleared. */
  private int base = 1;

  private byte[] in = {};
  private byte[] out = {};
  private int end;
  private int size;
  private int limit;

  public Lzf() {}

  /**
   * Compresses {@code len} bytes into {@code target}.
   *
   * @return the compressed length, or 0 if it would be over {@code max}
   */
  public int compress(byte[] source, int len, byte[] target, int max) {
    if (base > Integer.MAX_VALUE - len) {
      Arrays.fill(seen, 0);
      base = 1;
    }
    in = source;
    out = target;
    end = len;
    size = 0;
    limit = max;
    boolean fits = run();
    base += len;
    in = out = new byte[0];
    return fits ? size : 0;
  }

  private boolean run() {
    int literals = 0; // start of the bytes not yet written
    int i = 0;
    while (i + 2 < end) {
      int from = lookUp(i);
      if (from < 0) {
        i++;
        continue;
      }
      int n = matchLength(from, i);
      if (!literals(literals, i) || !copy(i - from - 1, n)) {
        return false;
      }
      for (int k = i + 1; k < i + n && k + 2 < end; k++) {
        lookUp(k);
      }
      i += n;
      literals = i;
    }
    return literals(literals, end);
  }

  /** Notes the three bytes at {@code i}; returns where they were seen within reach, or -1. */
  private int lookUp(int i) {
    int three = (in[i] & 0xff) << 16 | (in[i + 1] & 0xff) << 8 | (in[i + 2] & 0xff);
    int slot = (three * 0x9e3779b1) >>> (32 - HASH_BITS);
    int from = seen[slot] - base;
    seen[slot] = base + i;
    boolean match =
        from >= 0
            && i - from <= MAX_DISTANCE
            && in[from] == in[i]
            && in[from + 1] == in[i + 1]
            && in[from + 2] == in[i + 2];
    return match ? from : -1;
  }

  private int matchLength(int from, int i) {
    int max = Math.min(end - i, MAX_COPY);
    int mismatch = Arrays.mismatch(in, from, from + max, in, i, i + max);
    return mismatch < 0 ? max : mismatch;
  }

  private boolean literals(int from, int to) {
    for (int i = from; i < to; i += MAX_LITERALS) {
      int n = Math.min(MAX_LITERALS, to - i);
      if (size + 1 + n > limit) {
        return false;
      }
      out[size++] = (byte) (n - 1);
      System.arraycopy(in, i, out, size, n);
      size += n;
    }
    return true;
  }

  private boolean copy(int distance, int n) {
    if (size + 3 > limit) {
      return false;
    }
    int length = n - 2;
    out[size++] = (byte) (Math.min(length, 7) << 5 | distance >>> 8);
    if (length >= 7) {
      out[size++] = (byte) (length - 7);
    }
    out[size++] = (byte) distance;
    return true;
  }

  /**
   * Fills {@code out} with what {@code in} is the compression of; false: it is not. One loop over
   * both arrays, kept in one piece for its speed.
   */
  public static boolean decompress(byte[] in, byte[] out) {
    int i = 0;
    int o = 0;
    while (i < in.length) {
      int control = in[i++] & 0xff;
      if (control < MAX_LITERALS) {
        int n = control + 1;
        if (n > in.length - i || n > out.length - o) {
          return false;
        }
        System.arraycopy(in, i, out, o, n);
        i += n;
        o += n;
        continue;
      }
      int n = (control >>> 5) + 2;
      int more = n == 9 ? 2 : 1;
      if (more > in.length - i) {
        return false;
      }
      n += more == 2 ? in[i++] & 0xff : 0;
      int from = o - ((control & 31) << 8 | (in[i++] & 0xff)) - 1;
      if (from < 0 || n > out.length - o) {
        return false;
      }
      copyWithin(out, from, o, n);
      o += n;
    }
    return o == out.length;
  }

  /** Copies forward byte by byte where the ranges overlap: the copy repeats what it wrote. */
  private static void copyWithin(byte[] b, int from, int to, int n) {
    if (from + n <= to) {
      System.arraycopy(b, from, b, to, n);
      return;
    }
    for (int k = 0; k < n; k++) {
      b[to + k] = b[from + k];
    }
  }
}
