package dev.heddle.store;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A large sorted set: its members twice, in a {@link HashTable} for their scores and in a {@link
 * RankTree} for their order.
 */
final class ScoreTable {
  private final SipHash hash;
  private final HashTable<ScoredNode> members;
  private final RankTree order = new RankTree();
  private final ArraysMemory texts = new ArraysMemory();

  /** What reads this table for a snapshot. */
  private @Nullable TableWalk<ScoredNode> walk;

  ScoreTable(SipHash hash) {
    this.hash = hash;
    this.members = new HashTable<>(hash);
  }

  HashTable<ScoredNode> members() {
    return members;
  }

  int size() {
    return order.size();
  }

  /** The node of a member, or null. */
  @Nullable ScoredNode find(byte[] a, int off, int len) {
    return members.find(a, off, len);
  }

  /** Sets the score of a member as the rule has it. */
  ScoreChange set(byte[] a, int off, int len, double score, ScoreRule rule) {
    long h = members.hash(a, off, len);
    ScoredNode node = members.find(h, a, off, len);
    if (node == null) {
      if (rule.ifPresent()) {
        return ScoreChange.REFUSED;
      }
      add(h, Arrays.copyOfRange(a, off, off + len), score);
      return ScoreChange.ADDED;
    }
    double wanted = rule.wanted(node.score, score);
    ScoreChange change = rule.change(node.score, wanted);
    if (change == ScoreChange.UPDATED) {
      changing(node);
      order.rescore(node, wanted);
    }
    return change;
  }

  /** Adds a member that is not there; the array is kept. */
  void add(byte[] member, double score) {
    add(members.hash(member, 0, member.length), member, score);
  }

  private void add(long h, byte[] member, double score) {
    var node = new ScoredNode(member, score);
    if (walk != null) {
      walk.arriving(node);
    }
    members.add(h, node);
    order.add(node);
    texts.add(member.length);
  }

  /** Removes a member; false when it was not there. */
  boolean remove(byte[] a, int off, int len) {
    ScoredNode node = members.remove(a, off, len);
    if (node != null) {
      changing(node);
      order.remove(node);
      texts.remove(len);
    }
    return node != null;
  }

  /** Removes the members of these ranks. */
  void remove(Ranks ranks) {
    order.remove(
        ranks,
        node -> {
          members.remove(node);
          changing(node);
          texts.remove(node.key.length);
        });
  }

  private void changing(ScoredNode node) {
    if (walk != null) {
      walk.changing(node);
    }
  }

  int rank(ScoredNode node) {
    return order.rank(node);
  }

  ScoredNode at(int rank) {
    return order.at(rank);
  }

  Ranks within(ScoreRange range) {
    return between(
        order.countScoresWhile(range::isBelow),
        order.countScoresWhile(score -> !range.isAbove(score)));
  }

  Ranks within(LexRange range) {
    return between(
        order.countWhile(n -> range.isBelow(n.key, 0, n.key.length)),
        order.countWhile(n -> !range.isAbove(n.key, 0, n.key.length)));
  }

  private static Ranks between(int from, int to) {
    return from < to ? new Ranks(from, to) : Ranks.NONE;
  }

  void forEach(Ranks ranks, boolean reverse, Consumer<? super ScoredNode> out) {
    order.forEach(ranks, reverse, out);
  }

  void forEach(Ranks ranks, DoublePredicate wanted, Consumer<? super ScoredNode> out) {
    order.forEach(ranks, wanted, out);
  }

  /** As {@link HashTable#scan}. */
  long scan(long cursor, Consumer<? super ScoredNode> out) {
    return members.scan(cursor, out);
  }

  /** The same members, for another table; their texts never change. */
  ScoreTable copy() {
    var copy = new ScoreTable(hash);
    forEach(new Ranks(0, size()), /* reverse= */ false, n -> copy.add(n.key, n.score));
    return copy;
  }

  /** Begins to copy this table into a sorted set; scores change, so it gets nodes of its own. */
  ValueWalk walk(Function<Frozen<ScoredNode>, ZSetValue> set) {
    var frozen = new Frozen<ScoredNode>();
    walk = new TableWalk<>(members, node -> frozen.add(new ScoredNode(node.key, node.score)));
    return new ValueWalk(walk, set.apply(frozen), () -> walk = null);
  }

  long memory(Sizes sizes) {
    return sizes.object(5, 0)
        + members.memory(sizes)
        + order.memory(sizes)
        + size() * sizes.object(2, Double.BYTES)
        + sizes.object(0, 3 * Long.BYTES)
        + texts.bytes(sizes);
  }
}
