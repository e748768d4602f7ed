package dev.heddle.persist;

import dev.heddle.store.HashPart;
import dev.heddle.store.HashValue;
import dev.heddle.store.ListPack;
import dev.heddle.store.Packing;
import java.io.IOException;

/**
 * Hashes in RDB files.
 *
 * <pre>
 * HASH          --> Length (String String){length}      fields and values
 * HASH_ZIPMAP   --> String                              a ZipMap; before version 4
 * HASH_ZIPLIST  --> String                              a ZipList of fields and values; 4 to 9
 * HASH_LISTPACK --> String                              a ListPack of fields and values
 * </pre>
 */
final class RdbHashes {
  private final RdbInput in;
  private final PackedInput packed;
  private final Packing packing;

  RdbHashes(RdbInput in, PackedInput packed, Packing packing) {
    this.in = in;
    this.packed = packed;
    this.packing = packing;
  }

  HashValue hash() throws IOException {
    long count = in.count(2);
    var hash = new HashValue();
    hash.expect(count, packing);
    for (long i = 0; i < count; i++) {
      put(hash, in.string(), in.string());
    }
    return hash;
  }

  /** A zipmap bounds neither its fields nor their length: it is put together anew. */
  HashValue zipMap() throws IOException {
    byte[] list = packed.zipMap();
    var hash = new HashValue();
    hash.expect(ListPack.count(list) / 2, packing);
    for (int p = ListPack.first(list); p >= 0; p = ListPack.next(list, p)) {
      byte[] field = ListPack.text(list, p);
      p = ListPack.next(list, p);
      put(hash, field, ListPack.text(list, p));
    }
    return hash;
  }

  HashValue zipList() throws IOException {
    return of(packed.zipList());
  }

  HashValue listPack() throws IOException {
    return of(packed.listPack());
  }

  private HashValue of(byte[] list) throws RdbFormatException {
    packed.requirePairs(list);
    packed.requireDistinct(list, 1);
    var hash = HashValue.ofListPack(list);
    hash.convertIfNeeded(packing);
    return hash;
  }

  private void put(HashValue hash, byte[] field, byte[] value) throws RdbFormatException {
    if (!hash.put(field, 0, field.length, value, 0, value.length, packing)) {
      throw in.bad("duplicate field of a hash");
    }
  }

  static RdbType type(HashValue hash) {
    return hash.isPacked() ? RdbType.HASH_LISTPACK : RdbType.HASH;
  }

  static void write(HashValue hash, RdbOutput out) throws IOException {
    if (hash.isPacked()) {
      out.packed(hash.listpack(), ListPack.bytes(hash.listpack()));
    } else {
      out.length(hash.size());
      hash.forEach(HashPart.BOTH, new ElementOutput(out));
    }
  }
}
