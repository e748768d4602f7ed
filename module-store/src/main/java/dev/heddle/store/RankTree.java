package dev.heddle.store;

import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;

/**
 * The members of a large sorted set in order: a counted B+ tree.
 *
 * <p>R. Bayer, E. McCreight: Organization and maintenance of large ordered indexes, 1972 [1]; D.
 * Comer: The ubiquitous B-tree, 1979, for keeping all members in leaves [2]; the counts make it an
 * order-statistic tree, Cormen et al.: Introduction to Algorithms, chapter 14 [3]. Redis keeps a
 * skip list whose links have widths; here neighbours lie in one array instead.
 *
 * <pre>
 *   branch    lows   a . . . m . . .     the lowest member of each page, and its score
 *             sizes  3 . . . 2 . . .     the members of each page
 *                    |       |
 *   leaf             a c f   m p         with their scores
 * </pre>
 *
 * <p>All leaves are on the same level. A page is split when it is full, unevenly at the edges of
 * the tree, so that ascending and descending insertions fill pages wholly; one that is less than a
 * quarter full is joined with a neighbour, or evened out with it. Rank, the member of a rank and
 * changes take O(log n), a walk over k members O(log n + k). Since everything that can be asked
 * about a range comes down to two ranks, this is all there is.
 */
final class RankTree {
  private static final int WIDTH = 64;

  /** Between the fill after random and after ordered insertions. */
  private static final double USUAL_FILL = 0.8;

  private final int width;
  private RankPage root;
  private int size;

  RankTree() {
    this(WIDTH);
  }

  /** A tree whose pages have at most {@code width} entries, four or more. */
  RankTree(int width) {
    this.width = width;
    this.root = new RankLeaf(width);
  }

  int size() {
    return size;
  }

  /** Adds a member that is not in the tree. */
  void add(ScoredNode member) {
    RankPage fresh = root.add(member, /* leftmost= */ true, /* rightmost= */ true);
    if (fresh != null) {
      root = RankBranch.of(width, root, fresh);
    }
    size++;
  }

  /** Removes a member of the tree. */
  void remove(ScoredNode member) {
    root.remove(member);
    shrunk(1);
  }

  /** Gives a member of the tree another score. */
  void rescore(ScoredNode member, double score) {
    if (!root.rescoreOrRemove(member, score)) {
      shrunk(1);
      member.score = score;
      add(member);
    }
  }

  /** Removes the members of these ranks and gives them to {@code removed}. */
  void remove(Ranks ranks, Consumer<? super ScoredNode> removed) {
    for (int left = ranks.size(); left > 0; ) {
      int n = root.removeRun(ranks.from(), left, removed);
      shrunk(n);
      left -= n;
    }
  }

  /** The rank of a member of the tree. */
  int rank(ScoredNode member) {
    return root.rank(member);
  }

  /** The member of a rank. */
  ScoredNode at(int rank) {
    return root.at(rank);
  }

  /** How many members fulfil a condition that holds up to some member and for none behind it. */
  int countWhile(Predicate<ScoredNode> condition) {
    return root.countWhile(condition);
  }

  /** As {@link #countWhile}, for a condition on scores. */
  int countScoresWhile(DoublePredicate condition) {
    return root.countScoresWhile(condition);
  }

  /** Gives the members of these ranks whose score is wanted, lowest first. */
  void forEach(Ranks ranks, DoublePredicate wanted, Consumer<? super ScoredNode> out) {
    if (!ranks.isEmpty()) {
      root.forEach(ranks.from(), ranks.to(), wanted, out);
    }
  }

  /** Gives the members of these ranks; the tree must not be changed meanwhile. */
  void forEach(Ranks ranks, boolean reverse, Consumer<? super ScoredNode> out) {
    if (!ranks.isEmpty()) {
      root.forEach(ranks.from(), ranks.to(), reverse, out);
    }
  }

  /** Bytes on the heap, without the members: an estimate from their number. */
  long memory(Sizes sizes) {
    long scores = sizes.bytes(width * Double.BYTES);
    long leaf = sizes.object(2, Integer.BYTES) + sizes.references(width) + scores;
    long branch = sizes.object(4, Integer.BYTES) + 3 * sizes.references(width) + scores;
    long leaves = 1 + (long) (size / (width * USUAL_FILL));
    return sizes.object(1, 2 * Integer.BYTES) + leaves * leaf + leaves / width * branch;
  }

  /** The number of leaves; O(n). */
  int leaves() {
    return root.leaves();
  }

  private void shrunk(int n) {
    size -= n;
    while (root instanceof RankBranch branch && branch.used == 1) {
      root = branch.only();
    }
  }
}
