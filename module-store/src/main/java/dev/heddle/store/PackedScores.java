package dev.heddle.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;

/**
 * A small sorted set: a listpack of members and scores, lowest first, as Redis has it.
 *
 * <pre>
 * PackedScores --> ( Member Score )*
 * Score        --> integer                  a whole number that a 64-bit integer holds
 *                | inf | -inf
 *                | decimal text             any that strtod reads back as the same double
 * </pre>
 *
 * <p>An entry is named by the position of its member. What takes a listpack and changes it returns
 * the array that holds it from then on.
 */
final class PackedScores {
  private static final byte[] INFINITY = ascii("inf");
  private static final byte[] MINUS_INFINITY = ascii("-inf");

  /** Doubles of at least this magnitude may be no 64-bit integers. */
  private static final double WHOLE = 0x1p63;

  /** A score takes no more bytes than this. */
  static final int MAX_SCORE = 32;

  private PackedScores() {}

  /** The number of members. */
  static int size(byte[] lp) {
    return ListPack.count(lp) / 2;
  }

  /** The entry of a member, or -1. */
  static int find(byte[] lp, byte[] a, int off, int len) {
    return ListPack.find(lp, ListPack.first(lp), a, off, len, 1);
  }

  /** The rank of a member, or -1. */
  static int rank(byte[] lp, byte[] a, int off, int len) {
    int rank = 0;
    int found = find(lp, a, off, len);
    for (int p = ListPack.first(lp); p != found && found >= 0; p = next(lp, p)) {
      rank++;
    }
    return found < 0 ? -1 : rank;
  }

  /** The score of the entry at {@code p}. */
  static double score(byte[] lp, int p) {
    return scoreAt(lp, ListPack.next(lp, p));
  }

  /** Adds a member that is not there. */
  static byte[] add(byte[] lp, byte[] a, int off, int len, double score) {
    byte[] text = print(score);
    int at = place(lp, a, off, len, score);
    if (at < 0) {
      byte[] longer = ListPack.append(lp, a, off, len);
      return ListPack.append(longer, text, 0, text.length);
    }
    byte[] longer = ListPack.insertBefore(lp, at, text, 0, text.length);
    return ListPack.insertBefore(longer, at, a, off, len);
  }

  /** Removes the entry at {@code p}. */
  static byte[] remove(byte[] lp, int p) {
    return ListPack.remove(ListPack.remove(lp, p), p);
  }

  static byte[] remove(byte[] lp, Ranks ranks) {
    return ListPack.remove(lp, 2 * ranks.from(), 2 * ranks.size());
  }

  static Ranks within(byte[] lp, ScoreRange range) {
    int p = ListPack.first(lp);
    int from = 0;
    for (; p >= 0 && range.isBelow(score(lp, p)); p = next(lp, p)) {
      from++;
    }
    int to = from;
    for (; p >= 0 && !range.isAbove(score(lp, p)); p = next(lp, p)) {
      to++;
    }
    return new Ranks(from, to);
  }

  static Ranks within(byte[] lp, LexRange range) {
    var member = new Bytes();
    int p = ListPack.first(lp);
    int from = 0;
    for (; p >= 0 && member.of(lp, p).isBelow(range); p = next(lp, p)) {
      from++;
    }
    int to = from;
    for (; p >= 0 && !member.of(lp, p).isAbove(range); p = next(lp, p)) {
      to++;
    }
    return new Ranks(from, to);
  }

  static void forEach(byte[] lp, Ranks ranks, boolean reverse, Elements out) {
    int p = entry(lp, ranks, reverse);
    for (int left = ranks.size(); left > 0; left--) {
      ListPack.give(lp, p, out);
      p = following(lp, p, reverse);
    }
  }

  static void forEach(byte[] lp, Ranks ranks, boolean reverse, Scored out) {
    int p = entry(lp, ranks, reverse);
    for (int left = ranks.size(); left > 0; left--) {
      double score = score(lp, p);
      if (ListPack.isNumber(lp, p)) {
        out.number(ListPack.number(lp, p), score);
      } else {
        out.text(lp, ListPack.offset(lp, p), ListPack.length(lp, p), score);
      }
      p = following(lp, p, reverse);
    }
  }

  /** The same members in a table. */
  static ScoreTable unpack(byte[] lp, SipHash hash) {
    var table = new ScoreTable(hash);
    for (int p = ListPack.first(lp); p >= 0; p = next(lp, p)) {
      table.add(ListPack.text(lp, p), score(lp, p));
    }
    return table;
  }

  /**
   * Whether a valid listpack is a sorted set: pairs of members, no two the same, and scores, in
   * ascending order.
   */
  static boolean isValid(byte[] lp) {
    if (ListPack.count(lp) % 2 != 0) {
      return false;
    }
    var members = new HashSet<String>();
    byte[] before = {};
    double scoreBefore = Double.NEGATIVE_INFINITY;
    for (int p = ListPack.first(lp); p >= 0; p = next(lp, p)) {
      byte[] member = ListPack.text(lp, p);
      double score = readable(lp, ListPack.next(lp, p));
      boolean ordered =
          score > scoreBefore
              || (score == scoreBefore
                  && (members.isEmpty() || Arrays.compareUnsigned(before, member) < 0));
      if (!ordered || !members.add(new String(member, StandardCharsets.ISO_8859_1))) {
        return false;
      }
      before = member;
      scoreBefore = score;
    }
    return true;
  }

  /** The score at {@code p}, or NaN if it is none. */
  private static double readable(byte[] lp, int p) {
    try {
      return scoreAt(lp, p);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static double scoreAt(byte[] lp, int p) {
    return ListPack.isNumber(lp, p)
        ? ListPack.number(lp, p)
        : parse(lp, ListPack.offset(lp, p), ListPack.length(lp, p));
  }

  private static double parse(byte[] a, int off, int len) {
    if (Arrays.equals(a, off, off + len, INFINITY, 0, INFINITY.length)) {
      return Double.POSITIVE_INFINITY;
    }
    if (Arrays.equals(a, off, off + len, MINUS_INFINITY, 0, MINUS_INFINITY.length)) {
      return Double.NEGATIVE_INFINITY;
    }
    return Double.parseDouble(new String(a, off, len, StandardCharsets.ISO_8859_1));
  }

  private static byte[] print(double score) {
    if (Double.isInfinite(score)) {
      return score > 0 ? INFINITY : MINUS_INFINITY;
    }
    boolean whole = Math.abs(score) < WHOLE && score == Math.rint(score);
    return whole ? Decimal.text((long) score) : ascii(Double.toString(score));
  }

  /** The first entry above that place in the order, or -1. */
  private static int place(byte[] lp, byte[] a, int off, int len, double score) {
    var member = new Bytes();
    int p = ListPack.first(lp);
    while (p >= 0) {
      double other = score(lp, p);
      if (other > score || (other == score && member.of(lp, p).isAbove(a, off, len))) {
        return p;
      }
      p = next(lp, p);
    }
    return -1;
  }

  private static int entry(byte[] lp, Ranks ranks, boolean reverse) {
    return ListPack.seek(lp, 2 * (reverse ? ranks.to() - 1 : ranks.from()));
  }

  private static int following(byte[] lp, int p, boolean reverse) {
    if (!reverse) {
      return next(lp, p);
    }
    int score = ListPack.prev(lp, p);
    return score < 0 ? -1 : ListPack.prev(lp, score);
  }

  private static int next(byte[] lp, int p) {
    return ListPack.next(lp, ListPack.next(lp, p));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The text of one entry after the other, a number's too. */
  private static final class Bytes implements Elements {
    private final byte[] digits = new byte[Decimal.MAX_LENGTH];
    private byte[] array = digits;
    private int from;
    private int length;

    Bytes of(byte[] lp, int p) {
      ListPack.give(lp, p, this);
      return this;
    }

    boolean isBelow(LexRange range) {
      return range.isBelow(array, from, length);
    }

    boolean isAbove(LexRange range) {
      return range.isAbove(array, from, length);
    }

    boolean isAbove(byte[] a, int off, int len) {
      return Arrays.compareUnsigned(array, from, from + length, a, off, off + len) > 0;
    }

    @Override
    public void text(byte[] a, int off, int len) {
      array = a;
      from = off;
      length = len;
    }

    @Override
    public void number(long value) {
      array = digits;
      from = 0;
      length = Decimal.write(value, digits, 0);
    }
  }
}
