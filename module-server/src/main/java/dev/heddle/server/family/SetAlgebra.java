package dev.heddle.server.family;

import dev.heddle.store.Elements;
import dev.heddle.store.SetValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Intersections and differences of sets, by whichever way costs least. */
final class SetAlgebra {
  private static final Comparator<SetValue> BY_SIZE = Comparator.comparingInt(SetValue::size);

  private SetAlgebra() {}

  /**
   * Gives the members that all sets have and returns how many there are; {@code limit} at most, 0
   * for no limit. The smallest set is walked over, and the next smallest asked first.
   */
  static int intersect(List<SetValue> sets, long limit, Elements out) {
    List<SetValue> bySize = new ArrayList<>(sets);
    bySize.sort(BY_SIZE);
    List<SetValue> others = bySize.subList(1, bySize.size());
    var common = new Filter(others, /* inAll= */ true, limit == 0 ? Long.MAX_VALUE : limit, out);
    if (limit == 0) {
      bySize.getFirst().forEach(common);
      return common.passed;
    }
    long cursor = 0;
    do {
      cursor = bySize.getFirst().scan(cursor, common);
    } while (cursor != 0 && common.passed < limit);
    return common.passed;
  }

  /**
   * Gives the members that the first set has and no other, and returns how many there are.
   *
   * <p>Either each member of the first set is sought in the others, the largest of them first, or
   * the members of the others are removed from a copy of the first one. The former changes nothing
   * and mostly ends early, so that it is taken for half the cost.
   */
  static int subtract(List<SetValue> sets, Elements out) {
    SetValue first = sets.getFirst();
    List<SetValue> others = new ArrayList<>(sets.subList(1, sets.size()));
    if (others.contains(first)) {
      return 0;
    }
    long seeking = (long) first.size() * sets.size() / 2;
    long removing = sets.stream().mapToLong(SetValue::size).sum();
    if (seeking > removing) {
      return subtractByRemoving(first, others, out);
    }
    others.sort(BY_SIZE.reversed());
    var rest = new Filter(others, /* inAll= */ false, Long.MAX_VALUE, out);
    first.forEach(rest);
    return rest.passed;
  }

  private static int subtractByRemoving(SetValue first, List<SetValue> others, Elements out) {
    SetValue rest = first.copy();
    var remover = new Remover(rest);
    for (SetValue other : others) {
      if (!rest.isEmpty()) {
        other.forEach(remover);
      }
    }
    rest.forEach(out);
    return rest.size();
  }

  /** Lets those members through that all, or none, of some sets have too, up to a limit. */
  private static final class Filter implements Elements {
    private final List<SetValue> sets;
    private final boolean inAll;
    private final long limit;
    private final Elements out;
    private int passed;

    Filter(List<SetValue> sets, boolean inAll, long limit, Elements out) {
      this.sets = sets;
      this.inAll = inAll;
      this.limit = limit;
      this.out = out;
    }

    @Override
    public void text(byte[] a, int off, int len) {
      for (SetValue set : sets) {
        if (set.contains(a, off, len) != inAll) {
          return;
        }
      }
      if (passed < limit) {
        passed++;
        out.text(a, off, len);
      }
    }

    @Override
    public void number(long value) {
      for (SetValue set : sets) {
        if (set.contains(value) != inAll) {
          return;
        }
      }
      if (passed < limit) {
        passed++;
        out.number(value);
      }
    }
  }

  /** Removes what it is given from a set. */
  private record Remover(SetValue set) implements Elements {
    @Override
    public void text(byte[] a, int off, int len) {
      set.remove(a, off, len);
    }

    @Override
    public void number(long value) {
      set.remove(value);
    }
  }
}
