package dev.heddle.server.family;

import dev.heddle.store.Decimal;
import dev.heddle.store.Packing;
import dev.heddle.store.ScoreRule;
import dev.heddle.store.Scored;
import dev.heddle.store.Thresholds;
import dev.heddle.store.ZSetValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Unions, intersections and differences of sorted sets.
 *
 * <p>Scores are put together from the smallest set to the largest, as Redis does: the last digits
 * of a sum depend on the order. Results are not packed, as there zero has no sign; what is stored
 * is packed in the end, see {@link #packed}.
 */
final class ZSetAlgebra {
  /** How the scores that a member has in several sets become one. */
  enum Aggregate {
    SUM,
    MIN,
    MAX;

    /** Opposite infinities make 0; what is not a number is neither the least nor the greatest. */
    double of(double sofar, double next) {
      return switch (this) {
        case SUM -> orZero(sofar + next);
        case MIN -> next < sofar ? next : sofar;
        case MAX -> next > sofar ? next : sofar;
      };
    }
  }

  /** A set whose scores are multiplied with a weight. */
  record Weighted(ZSetSource set, double weight) {
    int size() {
      return set.size();
    }

    double weigh(double score) {
      return weight * score;
    }
  }

  private static final Comparator<Weighted> BY_SIZE = Comparator.comparingInt(Weighted::size);

  private ZSetAlgebra() {}

  private static double orZero(double score) {
    return Double.isNaN(score) ? 0 : score;
  }

  /** The members that any of the sets has. */
  static ZSetValue unite(List<Weighted> sets, Aggregate aggregate, Packing packing) {
    List<Weighted> bySize = bySize(sets);
    ZSetValue union = unpacked(packing);
    for (Weighted weighted : bySize) {
      Member adder =
          (a, off, len, score) -> {
            double next = orZero(weighted.weigh(score));
            double sofar = union.score(a, off, len);
            double sum = Double.isNaN(sofar) ? next : aggregate.of(sofar, next);
            union.add(a, off, len, sum, ScoreRule.SET, packing);
          };
      each(weighted.set(), adder);
    }
    return union;
  }

  /** The members that all sets have. */
  static ZSetValue intersect(List<Weighted> sets, Aggregate aggregate, Packing packing) {
    List<Weighted> bySize = bySize(sets);
    Weighted smallest = bySize.removeFirst();
    ZSetValue common = unpacked(packing);
    Member adder =
        (a, off, len, score) -> {
          double sum = orZero(smallest.weigh(score));
          for (Weighted other : bySize) {
            double next = other.set().score(a, off, len);
            if (Double.isNaN(next)) {
              return;
            }
            sum = aggregate.of(sum, other.weigh(next));
          }
          common.add(a, off, len, sum, ScoreRule.SET, packing);
        };
    each(smallest.set(), adder);
    return common;
  }

  /** How many members all sets have; {@code limit} at most, 0 for no limit. */
  static long count(List<ZSetSource> sets, long limit) {
    var bySize = new ArrayList<>(sets);
    bySize.sort(Comparator.comparingInt(ZSetSource::size));
    ZSetSource smallest = bySize.removeFirst();
    var counter = new Counter(bySize, limit == 0 ? Long.MAX_VALUE : limit);
    long cursor = 0;
    do {
      cursor = smallest.scan(cursor, counter);
    } while (cursor != 0 && counter.counted < counter.limit);
    return counter.counted;
  }

  /**
   * The members that the first set has and no other.
   *
   * <p>Either each member of the first set is sought in the others, or the members of the others
   * are removed from a copy of the first. The former mostly ends early, and is taken for half the
   * cost.
   */
  static ZSetValue subtract(List<ZSetSource> sets, Packing packing) {
    ZSetSource first = sets.getFirst();
    List<ZSetSource> others = sets.subList(1, sets.size());
    long seeking = (long) first.size() * sets.size() / 2;
    long removing = sets.stream().mapToLong(ZSetSource::size).sum();
    return seeking <= removing
        ? subtractBySeeking(first, others, packing)
        : subtractByRemoving(first, others, packing);
  }

  private static ZSetValue subtractBySeeking(
      ZSetSource first, List<ZSetSource> others, Packing packing) {
    ZSetValue rest = unpacked(packing);
    Member adder =
        (a, off, len, score) -> {
          for (ZSetSource other : others) {
            if (!Double.isNaN(other.score(a, off, len))) {
              return;
            }
          }
          rest.add(a, off, len, score, ScoreRule.SET, packing);
        };
    each(first, adder);
    return rest;
  }

  private static ZSetValue subtractByRemoving(
      ZSetSource first, List<ZSetSource> others, Packing packing) {
    ZSetValue rest = unpacked(packing);
    each(first, rest.adder(packing));
    Member remover = (a, off, len, score) -> rest.remove(a, off, len);
    others.forEach(other -> each(other, remover));
    return rest;
  }

  private static ZSetValue unpacked(Packing packing) {
    var set = new ZSetValue();
    set.expect(Long.MAX_VALUE, packing);
    return set;
  }

  /** The result as it is to be kept: packed, if it is small enough. */
  static ZSetValue packed(ZSetValue result, Packing packing) {
    Thresholds limits = packing.thresholds();
    if (result.size() > limits.zsetMaxListpackEntries()) {
      return result;
    }
    var longest = new Longest();
    result.forEach(result.all(), /* reverse= */ false, longest);
    if (longest.bytes > limits.zsetMaxListpackValue()) {
      return result;
    }
    var packed = new ZSetValue();
    result.forEach(result.all(), /* reverse= */ false, packed.adder(packing));
    return packed;
  }

  private static List<Weighted> bySize(List<Weighted> sets) {
    var sorted = new ArrayList<>(sets);
    sorted.sort(BY_SIZE); // stable
    return sorted;
  }

  private static void each(ZSetSource set, Scored out) {
    long cursor = 0;
    do {
      cursor = set.scan(cursor, out);
    } while (cursor != 0);
  }

  /** Takes members as text, all of them. */
  @FunctionalInterface
  private interface Member extends Scored {
    @Override
    default void number(long member, double score) {
      byte[] text = Decimal.text(member);
      text(text, 0, text.length, score);
    }
  }

  /** Measures members. */
  private static final class Longest implements Member {
    private int bytes;

    @Override
    public void text(byte[] a, int off, int len, double score) {
      bytes = Math.max(bytes, len);
    }
  }

  /** Counts the members that others have too, up to a limit. */
  private static final class Counter implements Member {
    private final List<ZSetSource> others;
    private final long limit;
    private long counted;

    Counter(List<ZSetSource> others, long limit) {
      this.others = others;
      this.limit = limit;
    }

    @Override
    public void text(byte[] a, int off, int len, double score) {
      if (counted < limit) {
        for (ZSetSource other : others) {
          if (Double.isNaN(other.score(a, off, len))) {
            return;
          }
        }
        counted++;
      }
    }
  }
}
