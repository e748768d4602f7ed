package dev.heddle.store;

import java.util.function.DoublePredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A sorted set: members with scores, in the order of scores and, where these are equal, of their
 * bytes. Zero and negative zero are equal, infinities are scores, NaN is none.
 *
 * <p>Packed as {@link PackedScores} as long as it has no more than {@code
 * zset-max-listpack-entries} members, none longer than {@code zset-max-listpack-value}; then, for
 * good, a {@link ScoreTable}. Whatever range of members is asked for comes down to {@link Ranks}:
 *
 * <pre>{@code
 * Ranks ranks = set.within(scoreRange).limit(offset, count, reverse);
 * set.forEach(ranks, reverse, out);        // or ranks.size(), or set.remove(ranks)
 * }</pre>
 */
public final class ZSetValue extends Value {
  /**
   * The listpack of {@link PackedScores}, a {@code byte[]}, or a {@link ScoreTable}; {@link Frozen}
   * in a snapshot, where it is only walked over as a whole.
   */
  private Object content;

  /** A sorted set without members. */
  public ZSetValue() {
    this(ListPack.empty());
  }

  private ZSetValue(Object content) {
    this.content = content;
  }

  /**
   * The sorted set that a listpack of members and scores is, see {@link #isValid}; the array
   * belongs to the value from now on. It is unpacked at once if it has too many members.
   */
  public static ZSetValue ofListPack(byte[] owned, Packing packing) {
    var set = new ZSetValue(owned);
    if (PackedScores.size(owned) > packing.thresholds().zsetMaxListpackEntries()) {
      set.content = PackedScores.unpack(owned, packing.hash());
    }
    return set;
  }

  /** A sorted set without members, for so many: packed if these may be. */
  public static ZSetValue expecting(int members, Packing packing) {
    return members > packing.thresholds().zsetMaxListpackEntries()
        ? new ZSetValue(new ScoreTable(packing.hash()))
        : new ZSetValue();
  }

  /**
   * Whether a listpack, valid as such, is a sorted set: members, no two the same, with scores, in
   * ascending order.
   */
  public static boolean isValid(byte[] listpack) {
    return PackedScores.isValid(listpack);
  }

  @Override
  public String type() {
    return "zset";
  }

  @Override
  public String encoding() {
    return isPacked() ? "listpack" : "skiplist";
  }

  /** Whether {@link #listpack} may be asked for. */
  public boolean isPacked() {
    return content instanceof byte[];
  }

  /**
   * The listpack of a packed sorted set, of pairs of member and score, lowest first; only to be
   * read, and only until the set changes. The array may be longer.
   */
  public byte[] listpack() {
    return (byte[]) content;
  }

  /** The number of members. */
  public int size() {
    if (content instanceof ScoreTable table) {
      return table.size();
    }
    return content instanceof Frozen<?> frozen ? frozen.size() : PackedScores.size(listpack());
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  /** The ranks of all members. */
  public Ranks all() {
    return new Ranks(0, size());
  }

  /** Becomes a {@link ScoreTable} if it could not stay packed with so many members. */
  public void expect(long members, Packing packing) {
    if (content instanceof byte[] lp && members > packing.thresholds().zsetMaxListpackEntries()) {
      content = PackedScores.unpack(lp, packing.hash());
    }
  }

  // ---- one member

  /** The score of a member; NaN when it is not there. */
  public double score(byte[] a, int off, int len) {
    if (content instanceof ScoreTable table) {
      ScoredNode node = table.find(a, off, len);
      return node == null ? Double.NaN : node.score;
    }
    int p = PackedScores.find(listpack(), a, off, len);
    return p < 0 ? Double.NaN : PackedScores.score(listpack(), p);
  }

  /** The rank of a member, 0 for the lowest; -1 when it is not there. */
  public int rank(byte[] a, int off, int len) {
    if (content instanceof ScoreTable table) {
      ScoredNode node = table.find(a, off, len);
      return node == null ? -1 : table.rank(node);
    }
    return PackedScores.rank(listpack(), a, off, len);
  }

  /** Sets the score of a member, or adds to it, as the rule has it; the score is not NaN. */
  public ScoreChange add(
      byte[] a, int off, int len, double score, ScoreRule rule, Packing packing) {
    if (content instanceof byte[] lp) {
      int p = PackedScores.find(lp, a, off, len);
      if (p >= 0) {
        return change(lp, p, a, off, len, score, rule);
      }
      if (rule.ifPresent()) {
        return ScoreChange.REFUSED;
      }
      if (fits(lp, len, packing)) {
        content = PackedScores.add(lp, a, off, len, score);
        return ScoreChange.ADDED;
      }
      content = PackedScores.unpack(lp, packing.hash());
    }
    return ((ScoreTable) content).set(a, off, len, score, rule);
  }

  /** Sets the score of a member, or adds it. */
  public ScoreChange add(byte[] member, double score, Packing packing) {
    return add(member, 0, member.length, score, ScoreRule.SET, packing);
  }

  /** Adds what it is given, or sets its score. */
  public Scored adder(Packing packing) {
    return new Scored() {
      @Override
      public void text(byte[] a, int off, int len, double score) {
        add(a, off, len, score, ScoreRule.SET, packing);
      }

      @Override
      public void number(long member, double score) {
        add(Decimal.text(member), score, packing);
      }
    };
  }

  /** Removes a member; false when it was not there. */
  public boolean remove(byte[] a, int off, int len) {
    if (content instanceof ScoreTable table) {
      return table.remove(a, off, len);
    }
    int p = PackedScores.find(listpack(), a, off, len);
    if (p >= 0) {
      content = PackedScores.remove(listpack(), p);
    }
    return p >= 0;
  }

  // ---- ranges

  /** The members with scores in a range. */
  public Ranks within(ScoreRange range) {
    return content instanceof ScoreTable table
        ? table.within(range)
        : PackedScores.within(listpack(), range);
  }

  /** The members in a range of bytes; this means something only if all scores are equal. */
  public Ranks within(LexRange range) {
    return content instanceof ScoreTable table
        ? table.within(range)
        : PackedScores.within(listpack(), range);
  }

  /** Gives the members of these ranks, the highest first if {@code reverse}. */
  public void forEach(Ranks ranks, boolean reverse, Elements out) {
    if (content instanceof ScoreTable table) {
      table.forEach(ranks, reverse, n -> out.text(n.key, 0, n.key.length));
    } else {
      PackedScores.forEach(listpack(), ranks, reverse, out);
    }
  }

  /** Gives the members of these ranks with their scores, the highest first if {@code reverse}. */
  public void forEach(Ranks ranks, boolean reverse, Scored out) {
    if (content instanceof ScoreTable table) {
      table.forEach(ranks, reverse, n -> out.text(n.key, 0, n.key.length, n.score));
    } else if (content instanceof Frozen<?> frozen) {
      forEachFrozen(members(frozen), ranks, reverse, out);
    } else {
      PackedScores.forEach(listpack(), ranks, reverse, out);
    }
  }

  private static void forEachFrozen(
      Frozen<ScoredNode> members, Ranks ranks, boolean reverse, Scored out) {
    ScoredNode[] sorted = Frozen.sorted(members);
    for (int i = ranks.from(); i < ranks.to(); i++) {
      ScoredNode n = sorted[reverse ? sorted.length - 1 - i : i];
      out.text(n.key, 0, n.key.length, n.score);
    }
  }

  /**
   * Gives the members of these ranks whose score is wanted, with their scores, the lowest first. Of
   * others in a large set nothing but the score is touched.
   */
  public void forEach(Ranks ranks, DoublePredicate wanted, Scored out) {
    if (content instanceof ScoreTable table) {
      table.forEach(ranks, wanted, n -> out.text(n.key, 0, n.key.length, n.score));
    } else {
      PackedScores.forEach(listpack(), ranks, /* reverse= */ false, new Wanted(wanted, out));
    }
  }

  private record Wanted(DoublePredicate scores, Scored out) implements Scored {
    @Override
    public void text(byte[] a, int off, int len, double score) {
      if (scores.test(score)) {
        out.text(a, off, len, score);
      }
    }

    @Override
    public void number(long member, double score) {
      if (scores.test(score)) {
        out.number(member, score);
      }
    }
  }

  /** Removes the members of these ranks. */
  public void remove(Ranks ranks) {
    if (ranks.size() == size()) {
      content = ListPack.empty(); // in one step, however many they are
    } else if (content instanceof ScoreTable table) {
      table.remove(ranks);
    } else {
      content = PackedScores.remove(listpack(), ranks);
    }
  }

  // ---- in no order

  /** Gives one member, all having equal chances; there must be one. */
  public void random(RandomGenerator random, Scored out) {
    int rank = random.nextInt(size());
    forEach(new Ranks(rank, rank + 1), /* reverse= */ false, out);
  }

  /**
   * Gives some members and returns the next cursor, as {@link HashTable#scan}; all of them, and 0,
   * when packed.
   */
  public long scan(long cursor, Scored out) {
    if (content instanceof ScoreTable table) {
      return table.scan(cursor, n -> out.text(n.key, 0, n.key.length, n.score));
    }
    forEach(all(), /* reverse= */ false, out);
    return 0;
  }

  @Override
  public ZSetValue copy() {
    return new ZSetValue(content instanceof ScoreTable table ? table.copy() : listpack().clone());
  }

  @Override
  @Nullable ValueWalk walk() {
    return content instanceof ScoreTable table && table.size() >= ValueWalk.LARGE
        ? table.walk(ZSetValue::new)
        : null;
  }

  @SuppressWarnings("unchecked") // nothing else is frozen here
  private static Frozen<ScoredNode> members(Frozen<?> frozen) {
    return (Frozen<ScoredNode>) frozen;
  }

  @Override
  public long memory(Sizes sizes) {
    return sizes.object(1, 0)
        + (content instanceof ScoreTable table
            ? table.memory(sizes)
            : sizes.bytes(listpack().length));
  }

  @Override
  @Nullable HashTable<?> elements() {
    return content instanceof ScoreTable table ? table.members() : null;
  }

  @Override
  int touch() {
    return content instanceof byte[] lp ? lp[0] : size();
  }

  private ScoreChange change(
      byte[] lp, int p, byte[] a, int off, int len, double score, ScoreRule rule) {
    double old = PackedScores.score(lp, p);
    double wanted = rule.wanted(old, score);
    ScoreChange change = rule.change(old, wanted);
    if (change == ScoreChange.UPDATED) {
      content = PackedScores.add(PackedScores.remove(lp, p), a, off, len, wanted);
    }
    return change;
  }

  private static boolean fits(byte[] lp, int len, Packing packing) {
    Thresholds limits = packing.thresholds();
    return PackedScores.size(lp) < limits.zsetMaxListpackEntries()
        && len <= limits.zsetMaxListpackValue()
        && ListPack.hasRoom(lp, (long) len + PackedScores.MAX_SCORE);
  }
}
