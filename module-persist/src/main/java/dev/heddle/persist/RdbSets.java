package dev.heddle.persist;

import dev.heddle.store.IntSet;
import dev.heddle.store.Packing;
import dev.heddle.store.SetValue;
import java.io.IOException;

/**
 * Sets in RDB files.
 *
 * <pre>
 * SET          --> Length String{length}      the members
 * SET_INTSET   --> String                     an IntSet
 * SET_LISTPACK --> String                     a ListPack; from version 11 on, never written
 * </pre>
 */
final class RdbSets {
  private final RdbInput in;
  private final PackedInput packed;
  private final Packing packing;

  RdbSets(RdbInput in, PackedInput packed, Packing packing) {
    this.in = in;
    this.packed = packed;
    this.packing = packing;
  }

  SetValue set() throws IOException {
    long count = in.count(1);
    var set = new SetValue();
    set.expect(count, packing);
    for (long i = 0; i < count; i++) {
      byte[] member = in.string();
      if (!set.add(member, 0, member.length, packing)) {
        throw in.bad("duplicate member of a set");
      }
    }
    return set;
  }

  SetValue intSet() throws IOException {
    byte[] integers = in.string();
    if (!IntSet.isValid(integers, integers.length)) {
      throw in.bad("invalid intset");
    }
    var set = SetValue.ofIntSet(integers);
    set.convertIfNeeded(packing);
    return set;
  }

  SetValue listPack() throws IOException {
    byte[] list = packed.listPack();
    packed.requireDistinct(list, 0);
    var set = SetValue.ofListPack(list);
    set.convertIfNeeded(packing);
    return set;
  }

  static RdbType type(SetValue set) {
    return set.isIntSet() ? RdbType.SET_INTSET : RdbType.SET;
  }

  static void write(SetValue set, RdbOutput out) throws IOException {
    if (set.isIntSet()) {
      out.packed(set.intset(), IntSet.bytes(set.intset()));
    } else {
      out.length(set.size());
      set.forEach(new ElementOutput(out));
    }
  }
}
