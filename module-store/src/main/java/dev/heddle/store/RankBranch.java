package dev.heddle.store;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A page of pages. Of each it knows the lowest member, with its score, and the number of members,
 * so that a search looks only at the page in which it goes on.
 */
final class RankBranch extends RankPage {
  private final RankPage[] pages;
  private final ScoredNode[] lows;
  private final double[] lowScores;
  private final int[] sizes;

  RankBranch(int width) {
    pages = new RankPage[width];
    lows = new ScoredNode[width];
    lowScores = new double[width];
    sizes = new int[width];
  }

  /** A branch with two pages, which follow one another. */
  static RankBranch of(int width, RankPage left, RankPage right) {
    var branch = new RankBranch(width);
    branch.insert(0, left);
    branch.insert(1, right);
    return branch;
  }

  /** Its only page. */
  RankPage only() {
    return pages[0];
  }

  @Override
  int size() {
    return sizeBefore(used);
  }

  @Override
  int leaves() {
    int sum = 0;
    for (int i = 0; i < used; i++) {
      sum += pages[i].leaves();
    }
    return sum;
  }

  @Override
  ScoredNode first() {
    return lows[0];
  }

  @Override
  ScoredNode at(int rank) {
    int i = pageOf(rank);
    return pages[i].at(rank - sizeBefore(i));
  }

  @Override
  int rank(ScoredNode member) {
    int i = pageOf(member);
    return sizeBefore(i) + pages[i].rank(member);
  }

  @Override
  int countWhile(Predicate<ScoredNode> condition) {
    int i = countWhile(lows, used, condition) - 1;
    return i < 0 ? 0 : sizeBefore(i) + pages[i].countWhile(condition);
  }

  @Override
  int countScoresWhile(DoublePredicate condition) {
    int i = countWhile(lowScores, used, condition) - 1;
    return i < 0 ? 0 : sizeBefore(i) + pages[i].countScoresWhile(condition);
  }

  @Override
  void forEach(int from, int to, DoublePredicate wanted, Consumer<? super ScoredNode> out) {
    int i = pageOf(from);
    for (int start = sizeBefore(i); start < to; start += sizes[i++]) {
      pages[i].forEach(Math.max(from - start, 0), Math.min(to - start, sizes[i]), wanted, out);
    }
  }

  @Override
  void forEach(int from, int to, boolean reverse, Consumer<? super ScoredNode> out) {
    int first = pageOf(from);
    int last = pageOf(to - 1);
    int i = reverse ? last : first;
    int start = sizeBefore(i);
    while (i >= first && i <= last) {
      int begin = Math.max(from - start, 0);
      int end = Math.min(to - start, sizes[i]);
      pages[i].forEach(begin, end, reverse, out);
      if (reverse) {
        i--;
        start -= i >= 0 ? sizes[i] : 0;
      } else {
        start += sizes[i];
        i++;
      }
    }
  }

  @Override
  @Nullable RankPage add(ScoredNode member, boolean leftmost, boolean rightmost) {
    int i = pageOf(member);
    RankPage fresh = pages[i].add(member, leftmost && i == 0, rightmost && i == used - 1);
    if (fresh == null) {
      sizes[i]++;
      low(i);
      return null;
    }
    refresh(i);
    return insertOrSplit(i + 1, fresh, leftmost, rightmost);
  }

  @Override
  void remove(ScoredNode member) {
    int i = pageOf(member);
    pages[i].remove(member);
    shrunk(i, 1);
  }

  @Override
  boolean rescoreOrRemove(ScoredNode member, double score) {
    int i = pageOf(member);
    boolean stays = pages[i].rescoreOrRemove(member, score);
    if (!stays) {
      shrunk(i, 1);
    }
    return stays;
  }

  @Override
  int removeRun(int rank, int most, Consumer<? super ScoredNode> removed) {
    int i = pageOf(rank);
    int n = pages[i].removeRun(rank - sizeBefore(i), most, removed);
    shrunk(i, n);
    return n;
  }

  @Override
  void pull(RankPage right, int n) {
    var from = (RankBranch) right;
    from.copy(0, this, used, n);
    used += n;
    from.close(0, n);
  }

  @Override
  void push(RankPage right, int n) {
    var into = (RankBranch) right;
    into.open(0, n);
    copy(used - n, into, 0, n);
    close(used - n, n);
  }

  private @Nullable RankPage insertOrSplit(
      int at, RankPage page, boolean leftmost, boolean rightmost) {
    if (used < pages.length) {
      insert(at, page);
      return null;
    }
    int kept = keptBySplit(at, leftmost, rightmost);
    var right = new RankBranch(pages.length);
    push(right, used - kept);
    if (at > kept || kept == pages.length) {
      right.insert(at - kept, page);
    } else {
      insert(at, page);
    }
    return right;
  }

  /** Page {@code i} has lost {@code n} members: it may have to go, or to be filled up. */
  private void shrunk(int i, int n) {
    sizes[i] -= n;
    if (pages[i].used == 0) {
      close(i, 1);
      return;
    }
    low(i);
    if (pages[i].used < pages.length / 4 && used > 1) {
      balance(Math.max(i, 1));
    }
  }

  /** Puts page {@code i} and the one before it together where they fit well, or evens them out. */
  private void balance(int i) {
    RankPage left = pages[i - 1];
    RankPage right = pages[i];
    int both = left.used + right.used;
    if (both <= pages.length * 3 / 4) {
      left.pull(right, right.used);
      close(i, 1);
    } else {
      int more = both / 2 - left.used;
      if (more >= 0) {
        left.pull(right, more);
      } else {
        left.push(right, -more);
      }
      refresh(i);
    }
    refresh(i - 1);
  }

  private int pageOf(ScoredNode member) {
    return Math.max(notAbove(member, lowScores, lows, used) - 1, 0);
  }

  private int pageOf(int rank) {
    int left = rank;
    int i = 0;
    while (left >= sizes[i]) {
      left -= sizes[i++];
    }
    return i;
  }

  private int sizeBefore(int page) {
    int sum = 0;
    for (int i = 0; i < page; i++) {
      sum += sizes[i];
    }
    return sum;
  }

  private void refresh(int i) {
    sizes[i] = pages[i].size();
    low(i);
  }

  private void low(int i) {
    lows[i] = pages[i].first();
    lowScores[i] = lows[i].score;
  }

  private void insert(int at, RankPage page) {
    open(at, 1);
    pages[at] = page;
    refresh(at);
  }

  private void open(int at, int n) {
    copy(at, this, at + n, used - at);
    used += n;
  }

  private void close(int at, int n) {
    copy(at + n, this, at, used - at - n);
    Arrays.fill(pages, used - n, used, null);
    Arrays.fill(lows, used - n, used, null);
    used -= n;
  }

  private void copy(int from, RankBranch into, int at, int n) {
    System.arraycopy(pages, from, into.pages, at, n);
    System.arraycopy(lows, from, into.lows, at, n);
    System.arraycopy(lowScores, from, into.lowScores, at, n);
    System.arraycopy(sizes, from, into.sizes, at, n);
  }
}
