package dev.heddle.persist;

import dev.heddle.store.ListPack;
import dev.heddle.store.SipHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Looks for texts that occur twice in a listpack: an open table of positions, under a hash for
 * which nobody can choose texts that collide.
 */
final class Distinct {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final SipHash hash;
  private final byte[] number = new byte[Long.BYTES];

  /** Positions of entries; 0: free. */
  private int[] table = new int[64];

  Distinct(SipHash hash) {
    this.hash = hash;
  }

  /**
   * Whether no text occurs twice in a listpack whose numbers are kept as such; after each entry
   * that counts, {@code skip} do not.
   */
  boolean holds(byte[] list, int skip) {
    int mask = clear(ListPack.count(list) / (skip + 1)) - 1;
    for (int p = ListPack.first(list); p >= 0; p = next(list, p, skip)) {
      int slot = (int) hash(list, p) & mask;
      while (table[slot] != 0) {
        if (same(list, table[slot], p)) {
          return false;
        }
        slot = slot + 1 & mask;
      }
      table[slot] = p;
    }
    return true;
  }

  /** Makes the table twice as large as its contents at least, and returns its size. */
  private int clear(int entries) {
    int size = Integer.highestOneBit(entries | 1) << 2;
    if (size > table.length) {
      table = new int[size];
    } else {
      Arrays.fill(table, 0, size, 0);
    }
    return size;
  }

  private static int next(byte[] list, int from, int skip) {
    int p = ListPack.next(list, from);
    for (int i = 0; i < skip && p >= 0; i++) {
      p = ListPack.next(list, p);
    }
    return p;
  }

  private long hash(byte[] list, int p) {
    if (ListPack.isNumber(list, p)) {
      LONG.set(number, 0, ListPack.number(list, p));
      return hash.hash(number, 0, Long.BYTES);
    }
    return hash.hash(list, ListPack.offset(list, p), ListPack.length(list, p));
  }

  private static boolean same(byte[] list, int p, int q) {
    if (ListPack.isNumber(list, p)) {
      return ListPack.isNumber(list, q) && ListPack.number(list, p) == ListPack.number(list, q);
    }
    int a = ListPack.offset(list, p);
    int b = ListPack.offset(list, q);
    int length = ListPack.length(list, p);
    return !ListPack.isNumber(list, q)
        && ListPack.length(list, q) == length
        && Arrays.equals(list, a, a + length, list, b, b + length);
  }
}
