package dev.heddle.persist;

import dev.heddle.store.ListPack;
import dev.heddle.store.Packing;
import dev.heddle.store.ScoreChange;
import dev.heddle.store.Scored;
import dev.heddle.store.ZSetValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Sorted sets in RDB files.
 *
 * <pre>
 * ZSET          --> Length (String TextDouble){length}      members and scores; before version 8
 * ZSET_2        --> Length (String Float64LE){length}
 * ZSET_ZIPLIST  --> String        a ZipList of members and scores, lowest score first; to version 9
 * ZSET_LISTPACK --> String        a ListPack of the same
 * TextDouble    --> byte byte{length}                       decimal text of up to 252 bytes
 *                 | FD | FE | FF                            not a number, infinity, minus infinity
 * </pre>
 */
final class RdbZSets {
  private static final int NAN = 253;
  private static final int INFINITY = 254;
  private static final int MINUS_INFINITY = 255;

  private final RdbInput in;
  private final PackedInput packed;
  private final Packing packing;

  RdbZSets(RdbInput in, PackedInput packed, Packing packing) {
    this.in = in;
    this.packed = packed;
    this.packing = packing;
  }

  ZSetValue zset() throws IOException {
    long count = in.count(2);
    var set = new ZSetValue();
    set.expect(count, packing);
    for (long i = 0; i < count; i++) {
      add(set, in.string(), textDouble());
    }
    return set;
  }

  ZSetValue zset2() throws IOException {
    long count = in.count(1 + Double.BYTES);
    var set = new ZSetValue();
    set.expect(count, packing);
    for (long i = 0; i < count; i++) {
      add(set, in.string(), in.float64());
    }
    return set;
  }

  ZSetValue zipList() throws IOException {
    return of(packed.zipList());
  }

  ZSetValue listPack() throws IOException {
    return of(packed.listPack());
  }

  /** The listpack itself where it is in order, else its members put in order. */
  private ZSetValue of(byte[] list) throws RdbFormatException {
    packed.requirePairs(list);
    packed.requireDistinct(list, 1);
    if (isOrdered(list)) {
      return ZSetValue.ofListPack(list, packing);
    }
    var set = new ZSetValue();
    set.expect(ListPack.count(list) / 2, packing);
    for (int p = ListPack.first(list); p >= 0; p = ListPack.next(list, p)) {
      byte[] member = ListPack.text(list, p);
      p = ListPack.next(list, p);
      add(set, member, score(list, p));
    }
    return set;
  }

  /** Whether scores, and members of the same score, ascend; every score is looked at. */
  private boolean isOrdered(byte[] list) throws RdbFormatException {
    boolean ordered = true;
    int before = -1;
    double scoreBefore = Double.NEGATIVE_INFINITY;
    for (int p = ListPack.first(list); p >= 0; p = ListPack.next(list, p)) {
      int member = p;
      p = ListPack.next(list, p);
      double score = score(list, p);
      ordered &=
          before < 0
              || score > scoreBefore
              || (score == scoreBefore && compare(list, before, member) < 0);
      before = member;
      scoreBefore = score;
    }
    return ordered;
  }

  private static int compare(byte[] list, int p, int q) {
    return Arrays.compareUnsigned(ListPack.text(list, p), ListPack.text(list, q));
  }

  private double score(byte[] list, int p) throws RdbFormatException {
    return ListPack.isNumber(list, p)
        ? ListPack.number(list, p)
        : score(list, ListPack.offset(list, p), ListPack.length(list, p));
  }

  private double score(byte[] a, int off, int len) throws RdbFormatException {
    double score = ScoreText.parse(a, off, len);
    if (Double.isNaN(score)) {
      throw in.bad("a score of a sorted set is not a number");
    }
    return score;
  }

  private double textDouble() throws IOException {
    int length = in.next();
    return switch (length) {
      case NAN -> Double.NaN;
      case INFINITY -> Double.POSITIVE_INFINITY;
      case MINUS_INFINITY -> Double.NEGATIVE_INFINITY;
      default -> score(in.bytes(length), 0, length);
    };
  }

  private void add(ZSetValue set, byte[] member, double score) throws RdbFormatException {
    if (Double.isNaN(score)) {
      throw in.bad("a score of a sorted set is not a number");
    }
    if (set.add(member, score, packing) != ScoreChange.ADDED) {
      throw in.bad("duplicate member of a sorted set");
    }
  }

  static RdbType type(ZSetValue set) {
    return set.isPacked() ? RdbType.ZSET_LISTPACK : RdbType.ZSET_2;
  }

  static void write(ZSetValue set, RdbOutput out) throws IOException {
    if (set.isPacked()) {
      out.packed(set.listpack(), ListPack.bytes(set.listpack()));
    } else {
      out.length(set.size());
      // from the highest, as Redis does: each is then the lowest when it is added
      set.forEach(set.all(), /* reverse= */ true, new ScoredOutput(out));
    }
  }

  /** Writes members and scores. */
  private record ScoredOutput(RdbOutput out) implements Scored {
    @Override
    public void text(byte[] a, int off, int len, double score) {
      try {
        out.string(a, off, len);
        out.float64(score);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void number(long member, double score) {
      try {
        out.string(member);
        out.float64(score);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
