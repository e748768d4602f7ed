package dev.heddle.persist;

import dev.heddle.store.Decimal;
import dev.heddle.store.Elements;
import dev.heddle.store.ListPack;
import dev.heddle.store.Packing;
import java.io.IOException;

/**
 * Reads packed collections of all versions as listpacks whose every byte has been checked, and
 * whose numbers are all kept as such.
 */
final class PackedInput {
  private final RdbInput in;
  private final Distinct distinct;

  PackedInput(RdbInput in, Packing packing) {
    this.in = in;
    this.distinct = new Distinct(packing.hash());
  }

  byte[] listPack() throws IOException {
    byte[] list = in.string();
    if (!ListPack.isValid(list, list.length)) {
      throw in.bad("invalid listpack");
    }
    return isPlain(list) ? list : plain(list);
  }

  byte[] zipList() throws IOException {
    var builder = new ListPackBuilder();
    zipList(builder);
    return builder.list();
  }

  /** Hands over the elements of a ziplist; if this fails, what was handed over is void. */
  void zipList(Elements out) throws IOException {
    if (!ZipList.unpack(in.string(), out)) {
      throw in.bad("invalid ziplist");
    }
  }

  byte[] zipMap() throws IOException {
    var builder = new ListPackBuilder();
    if (!ZipMap.unpack(in.string(), builder)) {
      throw in.bad("invalid zipmap");
    }
    return builder.list();
  }

  /** Fails unless the listpack consists of pairs. */
  void requirePairs(byte[] list) throws RdbFormatException {
    if (ListPack.count(list) % 2 != 0) {
      throw in.bad("a listpack of pairs has an odd number of elements");
    }
  }

  /**
   * Fails if one of the texts that are compared, with {@code skip} others behind each, is twice.
   */
  void requireDistinct(byte[] list, int skip) throws RdbFormatException {
    if (!distinct.holds(list, skip)) {
      throw in.bad("duplicate element in a listpack");
    }
  }

  /** Whether no number stands there as text: Redis never writes it so. */
  private static boolean isPlain(byte[] list) {
    for (int p = ListPack.first(list); p >= 0; p = ListPack.next(list, p)) {
      if (!ListPack.isNumber(list, p)
          && Decimal.isLong(list, ListPack.offset(list, p), ListPack.length(list, p))) {
        return false;
      }
    }
    return true;
  }

  private static byte[] plain(byte[] list) {
    var builder = new ListPackBuilder();
    for (int p = ListPack.first(list); p >= 0; p = ListPack.next(list, p)) {
      ListPack.give(list, p, builder);
    }
    return builder.list();
  }
}
