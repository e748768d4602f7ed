package dev.heddle.server.family;

import dev.heddle.resp.Args;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows {@code SORT key} and {@code SORT_RO key}.
 *
 * @param by leads from an element to what it is sorted by; null: itself
 * @param sorts false: the elements stay in the order they have
 * @param alpha sorted by bytes, not by numbers
 * @param offset so many elements are left out at the beginning; a negative number is none
 * @param count so many elements are wanted; a negative number is all
 * @param gets each leads from an element to a part of the result; none: the elements themselves
 * @param store the argument with the key for the result; 0: it is answered
 */
record SortOptions(
    @Nullable SortPattern by,
    boolean sorts,
    boolean alpha,
    boolean descending,
    long offset,
    long count,
    List<SortPattern> gets,
    int store) {

  static SortOptions parse(Call call, boolean mayStore) {
    return new Parser(call).parse(mayStore);
  }

  /** The argument with the key for the result of a SORT, the last if there are several; or -1. */
  static int storePosition(Args args) {
    int found = -1;
    for (int i = 2; i < args.count(); i++) {
      if (args.is(i, "LIMIT")) {
        i += 2;
      } else if (args.is(i, "BY") || args.is(i, "GET")) {
        i++;
      } else if (args.is(i, "STORE") && i + 1 < args.count()) {
        found = i + 1;
      }
    }
    return found;
  }

  /** These options for a set whose elements need an order of some kind, for want of one. */
  SortOptions byElement() {
    return new SortOptions(null, true, true, descending, offset, count, gets, store);
  }

  /** The first of so many elements that is wanted. */
  int from(long size) {
    return (int) Math.clamp(offset, 0, size);
  }

  /** The element behind the last one that is wanted. */
  int to(long size) {
    long left = size - from(size);
    return (int) (from(size) + (count < 0 ? left : Math.min(count, left)));
  }

  private static final class Parser {
    private final Call call;
    private final List<SortPattern> gets = new ArrayList<>();
    private @Nullable SortPattern by;
    private boolean sorts = true;
    private boolean alpha;
    private boolean descending;
    private long offset;
    private long count = -1;
    private int store;

    Parser(Call call) {
      this.call = call;
    }

    SortOptions parse(boolean mayStore) {
      for (int i = 2; i < call.count(); i++) {
        int left = call.count() - i - 1;
        if (!flag(i)) {
          if (mayStore && left >= 1 && call.is(i, "STORE")) {
            store = i + 1;
            i++;
          } else {
            i += withValues(i, left);
          }
        }
      }
      return new SortOptions(by, sorts, alpha, descending, offset, count, gets, store);
    }

    private boolean flag(int i) {
      if (call.is(i, "ASC") || call.is(i, "DESC")) {
        descending = call.is(i, "DESC");
        return true;
      }
      boolean isAlpha = call.is(i, "ALPHA");
      alpha |= isAlpha;
      return isAlpha;
    }

    /** Reads an option with what follows it and returns how many arguments that are. */
    private int withValues(int i, int left) {
      if (left >= 2 && call.is(i, "LIMIT")) {
        offset = call.integer(i + 1);
        count = call.integer(i + 2);
        return 2;
      }
      if (left >= 1 && call.is(i, "BY")) {
        by = SortPattern.of(call.copy(i + 1));
        sorts &= !by.isConstant();
        return 1;
      }
      if (left >= 1 && call.is(i, "GET")) {
        gets.add(SortPattern.of(call.copy(i + 1)));
        return 1;
      }
      throw Err.SYNTAX;
    }
  }
}
