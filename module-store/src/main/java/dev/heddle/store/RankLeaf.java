package dev.heddle.store;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A page of members. Their scores are here once more, so that a search by scores finds them in one
 * place and not each in a node of its own.
 */
final class RankLeaf extends RankPage {
  private final ScoredNode[] members;
  private final double[] scores;

  RankLeaf(int width) {
    members = new ScoredNode[width];
    scores = new double[width];
  }

  @Override
  int size() {
    return used;
  }

  @Override
  int leaves() {
    return 1;
  }

  @Override
  ScoredNode first() {
    return members[0];
  }

  @Override
  ScoredNode at(int rank) {
    return members[rank];
  }

  @Override
  int rank(ScoredNode member) {
    return notAbove(member, scores, members, used) - 1;
  }

  @Override
  int countWhile(Predicate<ScoredNode> condition) {
    return countWhile(members, used, condition);
  }

  @Override
  int countScoresWhile(DoublePredicate condition) {
    return countWhile(scores, used, condition);
  }

  @Override
  void forEach(int from, int to, DoublePredicate wanted, Consumer<? super ScoredNode> out) {
    for (int i = from; i < to; i++) {
      if (wanted.test(scores[i])) {
        out.accept(members[i]);
      }
    }
  }

  @Override
  void forEach(int from, int to, boolean reverse, Consumer<? super ScoredNode> out) {
    if (reverse) {
      for (int i = to - 1; i >= from; i--) {
        out.accept(members[i]);
      }
    } else {
      for (int i = from; i < to; i++) {
        out.accept(members[i]);
      }
    }
  }

  @Override
  @Nullable RankPage add(ScoredNode member, boolean leftmost, boolean rightmost) {
    int at = notAbove(member, scores, members, used);
    if (used < members.length) {
      insert(at, member);
      return null;
    }
    int kept = keptBySplit(at, leftmost, rightmost);
    var right = new RankLeaf(members.length);
    push(right, used - kept);
    if (at > kept || kept == members.length) {
      right.insert(at - kept, member);
    } else {
      insert(at, member);
    }
    return right;
  }

  @Override
  void remove(ScoredNode member) {
    close(rank(member), 1);
  }

  @Override
  boolean rescoreOrRemove(ScoredNode member, double score) {
    int at = rank(member);
    boolean stays =
        at > 0
            && at < used - 1
            && members[at - 1].compareTo(score, member.key) < 0
            && members[at + 1].compareTo(score, member.key) > 0;
    if (stays) {
      member.score = score;
      scores[at] = score;
    } else {
      close(at, 1);
    }
    return stays;
  }

  @Override
  int removeRun(int rank, int most, Consumer<? super ScoredNode> removed) {
    int n = Math.min(most, used - rank);
    forEach(rank, rank + n, /* reverse= */ false, removed);
    close(rank, n);
    return n;
  }

  @Override
  void pull(RankPage right, int n) {
    var from = (RankLeaf) right;
    from.copy(0, this, used, n);
    used += n;
    from.close(0, n);
  }

  @Override
  void push(RankPage right, int n) {
    var into = (RankLeaf) right;
    into.open(0, n);
    copy(used - n, into, 0, n);
    close(used - n, n);
  }

  private void insert(int at, ScoredNode member) {
    open(at, 1);
    members[at] = member;
    scores[at] = member.score;
  }

  private void open(int at, int n) {
    copy(at, this, at + n, used - at);
    used += n;
  }

  private void close(int at, int n) {
    copy(at + n, this, at, used - at - n);
    Arrays.fill(members, used - n, used, null);
    used -= n;
  }

  private void copy(int from, RankLeaf into, int at, int n) {
    System.arraycopy(members, from, into.members, at, n);
    System.arraycopy(scores, from, into.scores, at, n);
  }
}
