package dev.heddle.server.family;

import java.util.Comparator;

/**
 * Sorts the first few of many elements: a quicksort [1] that leaves alone whatever part of the
 * array has none of them.
 *
 * <p>Where elements are equal their order follows from the algorithm, and is Redis's. Partitions
 * are "fat": what equals the pivot is gathered at both ends and then moved between the others.
 *
 * <pre>
 *   | = | < | ? | > | = |        from  equalLow  low  high  equalHigh  to
 * </pre>
 *
 * <p>[1] J. L. Bentley, M. D. McIlroy, Engineering a sort function, 1993.
 */
final class PartialSort<T> {
  private static final int FEW = 7;
  private static final int MANY = 40;

  private final T[] a;
  private final Comparator<? super T> order;
  private final int wanted;

  private PartialSort(T[] a, Comparator<? super T> order, int wanted) {
    this.a = a;
    this.order = order;
    this.wanted = wanted;
  }

  /** Puts the first {@code wanted} elements of the whole order, sorted, in front. */
  static <T> void sort(T[] a, Comparator<? super T> order, int wanted) {
    new PartialSort<>(a, order, wanted).sort(0, a.length);
  }

  private void sort(int start, int to) {
    int from = start;
    while (from < wanted && to - from >= FEW) {
      swap(from, pivot(from, to));
      int equalLow = from + 1;
      int low = from + 1;
      int high = to - 1;
      int equalHigh = to - 1;
      while (true) {
        for (int r; low <= high && (r = compare(low, from)) <= 0; low++) {
          if (r == 0) {
            swap(equalLow++, low);
          }
        }
        for (int r; low <= high && (r = compare(high, from)) >= 0; high--) {
          if (r == 0) {
            swap(high, equalHigh--);
          }
        }
        if (low > high) {
          break;
        }
        swap(low++, high--);
      }
      int less = low - equalLow;
      int more = equalHigh - high;
      swapRun(from, low - Math.min(equalLow - from, less), Math.min(equalLow - from, less));
      int tail = Math.min(more, to - equalHigh - 1);
      swapRun(low, to - tail, tail);
      if (less > 1) {
        sort(from, from + less);
      }
      from = to - more;
    }
    if (from < wanted) {
      insertionSort(from, to);
    }
  }

  private void insertionSort(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      for (int j = i; j > from && compare(j - 1, j) > 0; j--) {
        swap(j, j - 1);
      }
    }
  }

  private int pivot(int from, int to) {
    int n = to - from;
    int middle = from + n / 2;
    if (n <= FEW) {
      return middle;
    }
    int first = from;
    int last = to - 1;
    if (n > MANY) {
      int d = n / 8;
      first = median(first, first + d, first + 2 * d);
      middle = median(middle - d, middle, middle + d);
      last = median(last - 2 * d, last - d, last);
    }
    return median(first, middle, last);
  }

  private int median(int i, int j, int k) {
    if (compare(i, j) < 0) {
      return compare(j, k) < 0 ? j : compare(i, k) < 0 ? k : i;
    }
    return compare(j, k) > 0 ? j : compare(i, k) < 0 ? i : k;
  }

  private int compare(int i, int j) {
    return order.compare(a[i], a[j]);
  }

  private void swap(int i, int j) {
    T other = a[i];
    a[i] = a[j];
    a[j] = other;
  }

  private void swapRun(int i, int j, int n) {
    for (int k = 0; k < n; k++) {
      swap(i + k, j + k);
    }
  }
}
