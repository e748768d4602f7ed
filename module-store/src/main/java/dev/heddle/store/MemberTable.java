package dev.heddle.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The members of a large set in a hash table, with the sum of their memory. */
final class MemberTable {
  /** A member. */
  static final class Member extends Node {
    Member(byte[] text) {
      super(text);
    }

    void give(Elements out) {
      out.text(key, 0, key.length);
    }
  }

  /**
   * To choose more than one in so many members all are walked over; fewer are drawn one by one.
   * Drawing costs some eight looks into the table.
   */
  private static final int DENSE = 8;

  private final SipHash hash;
  private final HashTable<Member> members;
  private final ArraysMemory arrays = new ArraysMemory();

  /** What reads this table for a snapshot. */
  private @Nullable TableWalk<Member> walk;

  MemberTable(SipHash hash) {
    this.hash = hash;
    this.members = new HashTable<>(hash);
  }

  HashTable<Member> table() {
    return members;
  }

  int size() {
    return Math.toIntExact(members.size());
  }

  boolean contains(byte[] a, int off, int len) {
    return members.find(a, off, len) != null;
  }

  /** Adds a copy of a text; false when it is a member already. */
  boolean add(byte[] a, int off, int len) {
    long h = members.hash(a, off, len);
    if (members.find(h, a, off, len) != null) {
      return false;
    }
    var member = new Member(Arrays.copyOfRange(a, off, off + len));
    if (walk != null) {
      walk.arriving(member);
    }
    members.add(h, member);
    arrays.add(len);
    return true;
  }

  /** Adds the members of a packed set. */
  void addAll(byte[] set, boolean integers) {
    PackedSet.forEach(
        set,
        integers,
        new Elements() {
          @Override
          public void text(byte[] a, int off, int len) {
            add(a, off, len);
          }

          @Override
          public void number(long value) {
            byte[] text = Decimal.text(value);
            add(text, 0, text.length);
          }
        });
  }

  boolean remove(byte[] a, int off, int len) {
    Member removed = members.remove(a, off, len);
    if (removed != null) {
      removed(removed);
    }
    return removed != null;
  }

  void forEach(Elements out) {
    members.forEach(member -> member.give(out));
  }

  /** As {@link HashTable#scan}. */
  long scan(long cursor, Elements out) {
    return members.scan(cursor, member -> member.give(out));
  }

  /** Gives one member; the table must not be empty. */
  void random(RandomGenerator random, Elements out) {
    draw(random).give(out);
  }

  /** Gives so many different members. */
  void sample(int count, RandomGenerator random, Elements out) {
    if (count > size() / DENSE) {
      forEach(new Selection(new Sampling(count, size(), random), out));
      return;
    }
    Set<Member> drawn = new HashSet<>();
    while (drawn.size() < count) {
      Member member = draw(random);
      if (drawn.add(member)) {
        member.give(out);
      }
    }
  }

  /** Removes so many members and gives them. */
  void pop(int count, RandomGenerator random, Elements out) {
    if (count > size() / DENSE) {
      popMany(count, random, out);
      return;
    }
    for (int left = count; left > 0; left--) {
      Member member = draw(random);
      members.remove(member);
      removed(member);
      member.give(out);
    }
  }

  private void removed(Member member) {
    if (walk != null) {
      walk.changing(member);
    }
    arrays.remove(member.key.length);
  }

  private void popMany(int count, RandomGenerator random, Elements out) {
    if (walk != null) {
      walk.finish();
    }
    List<Member> staying = new ArrayList<>(size() - count);
    var sampling = new Sampling(count, size(), random);
    members.forEach(member -> {
      if (sampling.takesNext()) {
        arrays.remove(member.key.length);
        member.give(out);
      } else {
        staying.add(member);
      }
    });
    members.clear();
    staying.forEach(members::add);
  }

  MemberTable copy() {
    var copy = new MemberTable(hash);
    members.forEach(member -> {
      copy.members.add(new Member(member.key.clone()));
      copy.arrays.add(member.key.length);
    });
    return copy;
  }

  /** Begins to copy this table into a set. */
  ValueWalk walk(Function<Frozen<Member>, SetValue> set) {
    var frozen = new Frozen<Member>();
    walk = new TableWalk<>(members, frozen::add);
    return new ValueWalk(walk, set.apply(frozen), () -> walk = null);
  }

  /** Bytes on the heap; O(1). */
  long memory(Sizes sizes) {
    return sizes.object(4, 0)
        + sizes.object(0, 3 * Long.BYTES)
        + members.memory(sizes)
        + members.size() * sizes.object(2, 0)
        + arrays.bytes(sizes);
  }

  /** Reads a little of what a look-up reads first. */
  int touch() {
    return (int) members.size();
  }

  private Member draw(RandomGenerator random) {
    @Nullable Member member = members.random(random);
    if (member == null) {
      throw new IllegalStateException("nothing to draw from");
    }
    return member;
  }
}
