package dev.heddle.store;

/**
 * A small set in one array: what an {@link IntSet} and a {@link ListPack} of members have in
 * common. {@code integers} tells which of them it is.
 */
final class PackedSet {
  private PackedSet() {}

  static byte[] empty(boolean integers) {
    return integers ? IntSet.empty() : ListPack.empty();
  }

  static int size(byte[] set, boolean integers) {
    return integers ? IntSet.count(set) : ListPack.count(set);
  }

  static boolean contains(byte[] set, boolean integers, byte[] a, int off, int len) {
    if (integers) {
      return Decimal.isLong(a, off, len) && IntSet.contains(set, Decimal.parseLong(a, off, len));
    }
    return find(set, a, off, len) >= 0;
  }

  /** Adds a member that is not there, and that this kind of set can hold. */
  static byte[] add(byte[] set, boolean integers, byte[] a, int off, int len) {
    return integers
        ? IntSet.add(set, Decimal.parseLong(a, off, len))
        : ListPack.append(set, a, off, len);
  }

  /** Removes a member, if it is there. */
  static byte[] remove(byte[] set, boolean integers, byte[] a, int off, int len) {
    if (integers) {
      return Decimal.isLong(a, off, len) ? IntSet.remove(set, Decimal.parseLong(a, off, len)) : set;
    }
    int p = find(set, a, off, len);
    return p < 0 ? set : ListPack.remove(set, p);
  }

  /** Removes the member of an index. */
  static byte[] removeAt(byte[] set, boolean integers, int index) {
    return integers ? IntSet.removeAt(set, index) : ListPack.remove(set, index, 1);
  }

  /** Gives the member of an index. */
  static void give(byte[] set, boolean integers, int index, Elements out) {
    if (integers) {
      out.number(IntSet.get(set, index));
    } else {
      ListPack.give(set, ListPack.seek(set, index), out);
    }
  }

  static void forEach(byte[] set, boolean integers, Elements out) {
    if (integers) {
      IntSet.forEach(set, out);
      return;
    }
    for (int p = ListPack.first(set); p >= 0; p = ListPack.next(set, p)) {
      ListPack.give(set, p, out);
    }
  }

  /** The length of the longest text of an integer, which is the least or the greatest. */
  static int longest(byte[] intset) {
    int last = IntSet.count(intset) - 1;
    return last < 0
        ? 0
        : Math.max(Decimal.length(IntSet.get(intset, 0)), Decimal.length(IntSet.get(intset, last)));
  }

  private static int find(byte[] listpack, byte[] a, int off, int len) {
    return ListPack.find(listpack, ListPack.first(listpack), a, off, len, 0);
  }

  /** Gathers members, each given once. */
  static final class Builder implements Elements {
    private final boolean integers;
    private byte[] set;

    Builder(boolean integers) {
      this.integers = integers;
      this.set = empty(integers);
    }

    /** The set of what was given so far. */
    byte[] set() {
      return set;
    }

    @Override
    public void text(byte[] a, int off, int len) {
      set = add(set, integers, a, off, len);
    }

    @Override
    public void number(long value) {
      if (integers) {
        set = IntSet.add(set, value);
      } else {
        byte[] text = Decimal.text(value);
        text(text, 0, text.length);
      }
    }
  }
}
