package dev.heddle.store;

import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A page of a {@link RankTree}: a leaf with members or a branch with pages. */
abstract sealed class RankPage permits RankLeaf, RankBranch {
  /** How many members, or pages, are in it itself. */
  int used;

  /** Members in it and below it. */
  abstract int size();

  /** Leaves below, or 1 for a leaf; O(n). */
  abstract int leaves();

  /** The lowest member; there must be one. */
  abstract ScoredNode first();

  abstract ScoredNode at(int rank);

  /** The rank of a member that is here. */
  abstract int rank(ScoredNode member);

  /** How many members fulfil a condition that holds up to some member and for none behind it. */
  abstract int countWhile(Predicate<ScoredNode> condition);

  /** As {@link #countWhile}, for a condition on scores. */
  abstract int countScoresWhile(DoublePredicate condition);

  /** Gives the members ranked from {@code from} up to, not including, {@code to}. */
  abstract void forEach(int from, int to, boolean reverse, Consumer<? super ScoredNode> out);

  /** As the other, those only whose score is wanted. */
  abstract void forEach(int from, int to, DoublePredicate wanted, Consumer<? super ScoredNode> out);

  /**
   * Adds a member that is not here. A full page is split; what is returned then belongs behind it.
   *
   * @param leftmost whether no page of the tree on this level is before this one
   * @param rightmost whether none is behind it
   */
  abstract @Nullable RankPage add(ScoredNode member, boolean leftmost, boolean rightmost);

  /** Removes a member that is here. */
  abstract void remove(ScoredNode member);

  /**
   * Gives a member that is here another score if it keeps its place between two others of its leaf;
   * else removes it and returns false.
   */
  abstract boolean rescoreOrRemove(ScoredNode member, double score);

  /**
   * Removes members from this rank on, as many as lie in one leaf but not more than {@code most},
   * and returns how many.
   */
  abstract int removeRun(int rank, int most, Consumer<? super ScoredNode> removed);

  /** Takes over the first {@code n} entries of the page behind this one, of the same kind. */
  abstract void pull(RankPage right, int n);

  /** Gives its last {@code n} entries to the page behind this one, of the same kind. */
  abstract void push(RankPage right, int n);

  /**
   * The number of members that are not above one, among the first {@code used} of a page. A member
   * is looked at only where its score is the same.
   */
  static int notAbove(ScoredNode member, double[] scores, ScoredNode[] members, int used) {
    int low = 0;
    int high = used;
    while (low < high) {
      int middle = (low + high) >>> 1;
      double score = scores[middle];
      if (score < member.score
          || (score == member.score && members[middle].compareTo(score, member.key) <= 0)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The number of members that fulfil a condition which holds up to one of them. */
  static int countWhile(ScoredNode[] members, int used, Predicate<ScoredNode> condition) {
    int low = 0;
    int high = used;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (condition.test(members[middle])) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The number of scores that fulfil a condition which holds up to one of them. */
  static int countWhile(double[] scores, int used, DoublePredicate condition) {
    int low = 0;
    int high = used;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (condition.test(scores[middle])) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * How many entries a full page keeps when it is split to take one more at {@code at}: half of
   * them; but all or none at the edge of the tree, so that what comes in order leaves full pages
   * behind.
   */
  final int keptBySplit(int at, boolean leftmost, boolean rightmost) {
    if (rightmost && at == used) {
      return used;
    }
    return leftmost && at == 0 ? 0 : used / 2;
  }
}
