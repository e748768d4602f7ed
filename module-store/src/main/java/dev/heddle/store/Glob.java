package dev.heddle.store;

/**
 * A pattern as KEYS, SCAN and CONFIG GET take it.
 *
 * <pre>
 *   ?         one byte            *        any bytes, also none
 *   [ab^c]    one of these        [a-c]    one of a range, in either direction
 *   [^a]      none of these       \x       x itself, also within brackets
 * </pre>
 *
 * <p>Redis's habits: a bracket that is not closed ends with the pattern; bytes compare as signed;
 * case is never ignored for a byte escaped within brackets; of all stars only a lone one matches
 * the empty text.
 *
 * <p>Every element but the star matches exactly one byte, so only the last star ever has to be
 * tried again, and matching takes at most pattern times text.
 */
public final class Glob {
  private static final int NO_MATCH = -1;

  private final byte[] pattern;
  private final boolean ignoreCase;

  private Glob(byte[] pattern, boolean ignoreCase) {
    this.pattern = pattern;
    this.ignoreCase = ignoreCase;
  }

  /** A pattern to be used several times; ignoring case goes for ASCII letters. */
  public static Glob of(byte[] pattern, boolean ignoreCase) {
    return new Glob(pattern, ignoreCase);
  }

  /** Whether the whole text matches the pattern. */
  public static boolean matches(byte[] pattern, byte[] text, boolean ignoreCase) {
    return new Glob(pattern, ignoreCase).matches(text);
  }

  /** Whether the whole text matches. */
  public boolean matches(byte[] text) {
    return matches(text, 0, text.length);
  }

  /** Whether the whole of the text that is a part of an array matches. */
  public boolean matches(byte[] a, int off, int len) {
    if (len == 0) {
      return pattern.length == 0 || (pattern.length == 1 && pattern[0] == '*');
    }
    int end = off + len;
    int p = 0;
    int t = off;
    int afterStar = NO_MATCH;
    int starAt = off; // where the text goes on behind what the last star has taken
    while (t < end) {
      if (p < pattern.length && pattern[p] == '*') {
        afterStar = ++p;
        starAt = t;
        if (p == pattern.length) {
          return true;
        }
        continue;
      }
      int next = p < pattern.length ? step(p, a[t]) : NO_MATCH;
      if (next != NO_MATCH) {
        p = next;
        t++;
      } else if (afterStar != NO_MATCH) {
        p = afterStar;
        t = ++starAt;
      } else {
        return false;
      }
    }
    while (p < pattern.length && pattern[p] == '*') {
      p++;
    }
    return p == pattern.length;
  }

  /** Where the pattern goes on if its element at {@code p}, no star, matches {@code c}. */
  private int step(int p, byte c) {
    return switch (pattern[p]) {
      case '?' -> p + 1;
      case '[' -> stepClass(p + 1, c);
      case '\\' -> p + 1 < pattern.length ? stepLiteral(p + 1, c) : stepLiteral(p, c);
      default -> stepLiteral(p, c);
    };
  }

  private int stepLiteral(int p, byte c) {
    return same(pattern[p], c) ? p + 1 : NO_MATCH;
  }

  private int stepClass(int start, byte c) {
    int p = start;
    boolean negated = p < pattern.length && pattern[p] == '^';
    if (negated) {
      p++;
    }
    boolean found = false;
    while (p < pattern.length && pattern[p] != ']') {
      if (pattern[p] == '\\' && p + 1 < pattern.length) {
        found |= pattern[p + 1] == c;
        p += 2;
      } else if (p + 2 < pattern.length && pattern[p + 1] == '-') {
        found |= inRange(pattern[p], pattern[p + 2], c);
        p += 3;
      } else {
        found |= same(pattern[p], c);
        p++;
      }
    }
    return found == negated ? NO_MATCH : Math.min(p + 1, pattern.length);
  }

  private boolean inRange(byte a, byte b, byte c) {
    int from = fold((byte) Math.min(a, b));
    int to = fold((byte) Math.max(a, b));
    int tested = fold(c);
    return tested >= from && tested <= to;
  }

  private boolean same(byte a, byte b) {
    return fold(a) == fold(b);
  }

  private int fold(byte b) {
    return ignoreCase && b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
  }
}
