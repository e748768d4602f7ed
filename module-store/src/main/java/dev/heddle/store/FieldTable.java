package dev.heddle.store;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a large hash, each with its value in the {@link Frame} that is its node's array.
 */
final class FieldTable {
  /** A field and its value. */
  static final class Field extends Node {
    Field(byte[] frame) {
      super(frame);
    }

    void give(HashPart part, Elements out) {
      int at = Frame.keyAt(key);
      if (part.field()) {
        out.text(key, at, Frame.keyLength(key));
      }
      if (part.value()) {
        out.text(key, 0, at);
      }
    }

    void giveValue(Elements out) {
      give(HashPart.VALUE, out);
    }

    byte[] value() {
      return Arrays.copyOf(key, valueLength());
    }

    int valueLength() {
      return Frame.keyAt(key);
    }

    /** Writes a value over one of the same length; false when that is another. */
    boolean overwrite(byte[] value, int off, int len) {
      if (valueLength() != len) {
        return false;
      }
      System.arraycopy(value, off, key, 0, len);
      return true;
    }
  }

  /**
   * To choose more than one in so many fields all are walked over; fewer are drawn one by one.
   * Drawing costs some eight looks into the table.
   */
  private static final int DENSE = 8;

  private final SipHash hash;
  private final HashTable<Field> table;
  private final ArraysMemory arrays = new ArraysMemory();

  /** What reads this table for a snapshot; no field's array changes until it is released. */
  private @Nullable TableWalk<Field> walk;

  FieldTable(SipHash hash) {
    this.hash = hash;
    this.table = HashTable.ofFrames(hash);
  }

  int size() {
    return (int) table.size();
  }

  @Nullable Field find(byte[] a, int off, int len) {
    return table.find(a, off, len);
  }

  /** Sets a field to a value; true when there was no such field. */
  boolean put(byte[] field, int fieldOff, int fieldLen, byte[] value, int off, int len) {
    long h = table.hash(field, fieldOff, fieldLen);
    Field old = table.find(h, field, fieldOff, fieldLen);
    if (old != null && walk == null && old.overwrite(value, off, len)) {
      return false;
    }
    var fresh = new Field(Frame.of(field, fieldOff, fieldLen, value, off, len));
    arrays.add(fresh.key.length);
    if (old == null) {
      if (walk != null) {
        walk.arriving(fresh);
      }
      table.add(h, fresh);
      return true;
    }
    if (walk != null) {
      walk.changing(old);
    }
    arrays.remove(old.key.length);
    table.replace(h, old, fresh);
    return false;
  }

  /** Removes a field; false when there was none. */
  boolean remove(byte[] a, int off, int len) {
    Field removed = table.remove(a, off, len);
    if (removed == null) {
      return false;
    }
    if (walk != null) {
      walk.changing(removed);
    }
    arrays.remove(removed.key.length);
    return true;
  }

  /** A field chosen with equal chances; there must be one. */
  Field random(RandomGenerator random) {
    Field field = table.random(random);
    if (field == null) {
      throw new IllegalStateException("no fields");
    }
    return field;
  }

  /** Gives parts of so many different fields. */
  void randomDistinct(int count, HashPart part, RandomGenerator random, Elements out) {
    if (count > size() / DENSE) {
      var choice = new Sampling(count, size(), random);
      table.forEach(field -> {
        if (choice.takesNext()) {
          field.give(part, out);
        }
      });
      return;
    }
    Set<Field> drawn = new LinkedHashSet<>();
    while (drawn.size() < count) {
      drawn.add(random(random));
    }
    drawn.forEach(field -> field.give(part, out));
  }

  HashTable<Field> table() {
    return table;
  }

  FieldTable copy() {
    var copy = new FieldTable(hash);
    table.forEach(field -> {
      copy.arrays.add(field.key.length);
      copy.table.add(new Field(field.key.clone()));
    });
    return copy;
  }

  /** Begins to copy this table into a hash. */
  ValueWalk walk(Function<Frozen<Field>, HashValue> hash) {
    var frozen = new Frozen<Field>();
    walk = new TableWalk<>(table, frozen::add);
    return new ValueWalk(walk, hash.apply(frozen), () -> walk = null);
  }

  /** Bytes on the heap. */
  long memory(Sizes sizes) {
    return sizes.object(4, 0)
        + sizes.object(0, 3 * Long.BYTES)
        + table.memory(sizes)
        + table.size() * sizes.object(2, 0)
        + arrays.bytes(sizes);
  }
}
