package dev.heddle.store;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A set: sorted integers, a packed list of texts, or a table, as its members and the thresholds
 * allow.
 *
 * <pre>
 *   intset     → listpack    a member that is no integer, all of it within the listpack's limits
 *   intset     → hashtable   such a member otherwise; more integers than set-max-intset-entries
 *   listpack   → hashtable   more members than set-max-listpack-entries, or a longer one than
 *                            set-max-listpack-value
 * </pre>
 *
 * <p>There is no way back: only what is made anew, as SUNIONSTORE does, chooses again. With compact
 * object headers the object is 16 bytes besides its content.
 */
public final class SetValue extends Value {
  /**
   * An {@link IntSet}, a {@link ListPack} or a {@link MemberTable}; {@link Frozen} in a snapshot,
   * where it is only walked over.
   */
  private Object content;

  /** Whether the content is an {@link IntSet}. */
  private boolean integers;

  /** A set without members, which stays packed for as long as it can. */
  public SetValue() {
    this(IntSet.empty(), /* integers= */ true);
  }

  private SetValue(Object content, boolean integers) {
    this.content = content;
    this.integers = integers;
  }

  /** The set that is an {@link IntSet}, whose array belongs to the value. */
  public static SetValue ofIntSet(byte[] owned) {
    return new SetValue(owned, /* integers= */ true);
  }

  /** The set whose members are those of a {@link ListPack}, whose array belongs to the value. */
  public static SetValue ofListPack(byte[] owned) {
    return new SetValue(owned, /* integers= */ false);
  }

  /** A set without members, for the one given and up to {@code members} in all. */
  public static SetValue expecting(byte[] a, int off, int len, long members, Packing packing) {
    if (Decimal.isLong(a, off, len) && members <= mostIntegers(packing)) {
      return new SetValue();
    }
    return members <= packing.thresholds().setMaxListpackEntries()
        ? ofListPack(ListPack.empty())
        : new SetValue(new MemberTable(packing.hash()), /* integers= */ false);
  }

  @Override
  public String type() {
    return "set";
  }

  @Override
  public String encoding() {
    if (content instanceof MemberTable) {
      return "hashtable";
    }
    return integers ? "intset" : "listpack";
  }

  /** True when the set is kept as {@link #intset}. */
  public boolean isIntSet() {
    return integers;
  }

  /** The {@link IntSet} that this set is; only to be read, and only until this set changes. */
  public byte[] intset() {
    return (byte[]) content;
  }

  /** True when the set is kept as {@link #listpack}. */
  public boolean isPacked() {
    return !integers && content instanceof byte[];
  }

  /** The {@link ListPack} that this set is; only to be read, and only until this set changes. */
  public byte[] listpack() {
    return (byte[]) content;
  }

  /** The number of members. */
  public int size() {
    if (content instanceof byte[] packed) {
      return PackedSet.size(packed, integers);
    }
    return content instanceof Frozen<?> frozen ? frozen.size() : ((MemberTable) content).size();
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  /** Whether a text is a member. */
  public boolean contains(byte[] a, int off, int len) {
    return content instanceof MemberTable table
        ? table.contains(a, off, len)
        : PackedSet.contains(array(), integers, a, off, len);
  }

  /** Whether the text of a number is a member. */
  public boolean contains(long number) {
    if (integers) {
      return IntSet.contains(array(), number);
    }
    byte[] text = Decimal.text(number);
    return contains(text, 0, text.length);
  }

  /** Becomes a table if so many members alone were too many to stay packed. */
  public void expect(long members, Packing packing) {
    long most = integers ? mostIntegers(packing) : packing.thresholds().setMaxListpackEntries();
    if (content instanceof byte[] && members > most) {
      becomeTable(packing);
    }
  }

  /** Becomes a table if it has more members than a packed set may have; for what is loaded. */
  public void convertIfNeeded(Packing packing) {
    expect(size(), packing);
  }

  /** Adds a member; false when it is there. */
  public boolean add(byte[] a, int off, int len, Packing packing) {
    if (integers) {
      if (Decimal.isLong(a, off, len)) {
        return addInteger(Decimal.parseLong(a, off, len), packing);
      }
      leaveIntegers(len, packing);
    }
    return content instanceof MemberTable table
        ? table.add(a, off, len)
        : addPacked(a, off, len, packing);
  }

  /** Adds the text of a number; false when it is there. */
  public boolean add(long number, Packing packing) {
    if (integers) {
      return addInteger(number, packing);
    }
    byte[] text = Decimal.text(number);
    return add(text, 0, text.length, packing);
  }

  /** Removes a member; false when it was not there. */
  public boolean remove(byte[] a, int off, int len) {
    if (content instanceof MemberTable table) {
      return table.remove(a, off, len);
    }
    int before = size();
    content = PackedSet.remove(array(), integers, a, off, len);
    return size() < before;
  }

  /** Removes the text of a number; false when it was not there. */
  public boolean remove(long number) {
    byte[] text = Decimal.text(number);
    return remove(text, 0, text.length);
  }

  /**
   * Gives all members: integers ascending, packed ones as they were added; the set must not be
   * changed meanwhile.
   */
  public void forEach(Elements out) {
    if (content instanceof MemberTable table) {
      table.forEach(out);
    } else if (content instanceof Frozen<?> frozen) {
      members(frozen).forEach(member -> member.give(out));
    } else {
      PackedSet.forEach(array(), integers, out);
    }
  }

  /**
   * Gives some members and returns the next cursor, 0 when these were the last: the bucket at the
   * cursor as {@link HashTable#scan} does, or all members when they are packed.
   */
  public long scan(long cursor, Elements out) {
    if (content instanceof MemberTable table) {
      return table.scan(cursor, out);
    }
    forEach(out);
    return 0;
  }

  /** Gives one member, all being equally likely; the set must not be empty. */
  public void random(RandomGenerator random, Elements out) {
    if (content instanceof MemberTable table) {
      table.random(random, out);
    } else {
      PackedSet.give(array(), integers, random.nextInt(size()), out);
    }
  }

  /** Gives up to {@code count} different members, all choices of as many being equally likely. */
  public void sample(long count, RandomGenerator random, Elements out) {
    int size = size();
    int wanted = (int) Math.min(count, size);
    if (content instanceof MemberTable table) {
      table.sample(wanted, random, out);
    } else {
      forEach(new Selection(new Sampling(wanted, size, random), out));
    }
  }

  /** Removes up to {@code count} members and gives them, all choices being equally likely. */
  public void pop(long count, RandomGenerator random, Elements out) {
    int wanted = (int) Math.min(count, size());
    if (content instanceof MemberTable table) {
      table.pop(wanted, random, out);
    } else if (wanted == 1) {
      int index = random.nextInt(size());
      PackedSet.give(array(), integers, index, out);
      content = PackedSet.removeAt(array(), integers, index);
    } else {
      var rest = new PackedSet.Builder(integers);
      forEach(new Selection(new Sampling(wanted, size(), random), out, rest));
      content = rest.set();
    }
  }

  @Override
  public long memory(Sizes sizes) {
    long own = sizes.object(1, 1);
    return content instanceof MemberTable table
        ? own + table.memory(sizes)
        : own + sizes.bytes(array().length);
  }

  @Override
  @Nullable HashTable<?> elements() {
    return content instanceof MemberTable table ? table.table() : null;
  }

  @Override
  int touch() {
    return content instanceof MemberTable table ? table.touch() : array()[0];
  }

  @Override
  public SetValue copy() {
    return content instanceof MemberTable table
        ? new SetValue(table.copy(), /* integers= */ false)
        : new SetValue(array().clone(), integers);
  }

  @Override
  @Nullable ValueWalk walk() {
    return content instanceof MemberTable table && table.size() >= ValueWalk.LARGE
        ? table.walk(frozen -> new SetValue(frozen, /* integers= */ false))
        : null;
  }

  @SuppressWarnings("unchecked") // nothing else is frozen here
  private static Frozen<MemberTable.Member> members(Frozen<?> frozen) {
    return (Frozen<MemberTable.Member>) frozen;
  }

  private byte[] array() {
    return (byte[]) content;
  }

  private boolean addInteger(long number, Packing packing) {
    int before = IntSet.count(array());
    content = IntSet.add(array(), number);
    int count = IntSet.count(array());
    if (count > before && count > mostIntegers(packing)) {
      becomeTable(packing);
    }
    return count > before;
  }

  private boolean addPacked(byte[] a, int off, int len, Packing packing) {
    if (contains(a, off, len)) {
      return false;
    }
    if (fits(size(), len, packing) && ListPack.hasRoom(array(), len)) {
      content = ListPack.append(array(), a, off, len);
      return true;
    }
    return becomeTable(packing).add(a, off, len);
  }

  /** Makes an intset ready for a member of that length that is no integer. */
  private void leaveIntegers(int len, Packing packing) {
    if (fits(size(), Math.max(len, PackedSet.longest(array())), packing)) {
      var members = new PackedSet.Builder(/* integers= */ false);
      forEach(members);
      content = members.set();
      integers = false;
    } else {
      becomeTable(packing);
    }
  }

  private MemberTable becomeTable(Packing packing) {
    var table = new MemberTable(packing.hash());
    table.addAll(array(), integers);
    content = table;
    integers = false;
    return table;
  }

  private static long mostIntegers(Packing packing) {
    return Math.min(packing.thresholds().setMaxIntsetEntries(), IntSet.MOST);
  }

  /**
   * Whether another member fits into a listpack of {@code count}, {@code len} being the longest.
   */
  private static boolean fits(int count, int len, Packing packing) {
    Thresholds limits = packing.thresholds();
    return count < limits.setMaxListpackEntries() && len <= limits.setMaxListpackValue();
  }
}
