package dev.heddle.server.family;

import dev.heddle.resp.Args;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Numbers;
import dev.heddle.store.Decimal;
import dev.heddle.store.Elements;
import dev.heddle.store.ListValue;
import dev.heddle.store.Ranks;
import dev.heddle.store.SetValue;
import dev.heddle.store.Value;
import dev.heddle.store.ZSetValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a collection with what SORT sorts them by.
 *
 * <p>Numbers that are equal are told apart by the bytes of the elements. Texts that are equal leave
 * elements in the order of the collection; members of a set, which have none, in that of their
 * bytes, so that it is the same on every server.
 */
final class SortItems implements Elements {
  /** Texts that C's strtod reads as a double of their own; these come close to none. */
  private static final String FIRST_OF_EXPONENT = "eEpP";

  private static final Comparator<Item> BY_BYTES =
      (a, b) -> Arrays.compareUnsigned(a.element(), b.element());

  private static final Comparator<Item> BY_NUMBER =
      ((Comparator<Item>) (a, b) -> a.number() < b.number() ? -1 : a.number() > b.number() ? 1 : 0)
          .thenComparing(BY_BYTES);

  private static final Comparator<Item> BY_TEXT =
      Comparator.comparing(Item::text, Comparator.nullsFirst(Arrays::compareUnsigned));

  /** An element, and the number or the text by which it is sorted; null: none is there. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Item(byte[] element, double number, byte @Nullable [] text) {}

  private final Call call;
  private final SortOptions options;
  private final List<Item> items = new ArrayList<>();

  private SortItems(Call call, SortOptions options) {
    this.call = call;
    this.options = options;
  }

  /** The elements of a list, a set or a sorted set that are wanted, in the order that is wanted. */
  static List<byte[]> of(Value value, Call call, SortOptions options) {
    var sorted = new SortItems(call, options);
    switch (value) {
      case ListValue list -> sorted.ofList(list);
      case SetValue set -> sorted.ofSet(set);
      case ZSetValue set -> sorted.ofSortedSet(set);
      default -> throw Err.WRONG_TYPE;
    }
    return sorted.items.stream().map(Item::element).toList();
  }

  private void ofList(ListValue list) {
    long size = list.size();
    if (options.sorts()) {
      list.range(0, size - 1, this);
      sort(options.alpha() ? BY_TEXT : BY_NUMBER);
    } else if (options.from(size) < options.to(size)) {
      boolean reverse = options.descending();
      long from = reverse ? size - options.to(size) : options.from(size);
      long to = reverse ? size - options.from(size) : options.to(size);
      list.range(from, to - 1, this);
      if (reverse) {
        Collections.reverse(items);
      }
    }
  }

  private void ofSet(SetValue set) {
    set.forEach(this);
    if (options.sorts()) {
      sort(options.alpha() ? BY_TEXT.thenComparing(BY_BYTES) : BY_NUMBER);
    } else {
      limit();
    }
  }

  private void ofSortedSet(ZSetValue set) {
    if (options.sorts()) {
      set.forEach(set.all(), /* reverse= */ false, this);
      sort(options.alpha() ? BY_TEXT : BY_NUMBER);
    } else {
      int size = set.size();
      var wanted = new Ranks(options.from(size), options.to(size));
      boolean reverse = options.descending();
      set.forEach(reverse ? wanted.fromTop(size) : wanted, reverse, this);
    }
  }

  private void sort(Comparator<Item> order) {
    items.sort(options.descending() ? order.reversed() : order);
    limit();
  }

  private void limit() {
    int size = items.size();
    items.subList(options.to(size), size).clear();
    items.subList(0, options.from(size)).clear();
  }

  // ---- elements

  @Override
  public void text(byte[] a, int off, int len) {
    byte[] element = Arrays.copyOfRange(a, off, off + len);
    items.add(weigh(element));
  }

  @Override
  public void number(long value) {
    byte[] element = Decimal.text(value);
    boolean itself = options.by() == null && !options.alpha();
    items.add(itself ? new Item(element, value, null) : weigh(element));
  }

  private Item weigh(byte[] element) {
    if (!options.sorts()) {
      return new Item(element, 0, null);
    }
    SortPattern by = options.by();
    byte[] weight = by == null ? element : by.lookUp(call, element);
    return options.alpha()
        ? new Item(element, 0, weight)
        : new Item(element, weight == null ? 0 : numberOf(weight), null);
  }

  /** The number as C's strtod reads it; one that does not fit in a double is an error too. */
  private static double numberOf(byte[] text) {
    double number = Numbers.parseLoosely(Args.of(text), 0, 0);
    boolean extreme = number == 0 || Double.isInfinite(number);
    if (Double.isNaN(number) || (extreme && hasDigits(text))) {
      throw Err.SORT_NOT_A_NUMBER;
    }
    return number;
  }

  /** Whether there are digits but zeros in front of an exponent. */
  private static boolean hasDigits(byte[] text) {
    for (byte b : text) {
      if (b >= '1' && b <= '9') {
        return true;
      }
      if (b == 0 || FIRST_OF_EXPONENT.indexOf(b) >= 0) {
        return false;
      }
    }
    return false;
  }
}
