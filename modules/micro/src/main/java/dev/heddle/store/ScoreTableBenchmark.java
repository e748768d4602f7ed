package dev.heddle.store;

import dev.heddle.micro.Keys;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A large sorted set: the table of its members, and the tree of their order. */
@State(Scope.Thread)
public class ScoreTableBenchmark {
  private static final int RANGE = 100;

  @Param({"100000"})
  public int members;

  private final ScoreTable set = new ScoreTable(new SipHash(1, 2));
  private final SplittableRandom random = new SplittableRandom(1);
  private Keys names;

  /** The members given, as a sum. */
  private static final class Sum implements Consumer<ScoredNode> {
    private double scores;

    @Override
    public void accept(ScoredNode node) {
      scores += node.score;
    }
  }

  @Setup
  public void fill() {
    for (int number : Keys.shuffled(members)) {
      set.add(Keys.key(number), random.nextDouble());
    }
    names = Keys.among(0, members);
    System.gc(); // what is in the set has moved to where it stays
  }

  /** One operation: a member is removed, and added with another score. */
  @Benchmark
  public Object removeAndAdd() {
    int at = names.next();
    set.remove(names.array(), at, Keys.LENGTH);
    return set.set(names.array(), at, Keys.LENGTH, random.nextDouble(), ScoreRule.SET);
  }

  /** One operation: a member gets another score. */
  @Benchmark
  public Object rescore() {
    int at = names.next();
    return set.set(names.array(), at, Keys.LENGTH, random.nextDouble(), ScoreRule.SET);
  }

  /** One operation: a member's rank. */
  @Benchmark
  public int rank() {
    return set.rank(Objects.requireNonNull(set.find(names.array(), names.next(), Keys.LENGTH)));
  }

  /** One operation: the {@value #RANGE} members from a rank on that is drawn at random. */
  @Benchmark
  public double range() {
    int from = random.nextInt(members - RANGE);
    var sum = new Sum();
    set.forEach(new Ranks(from, from + RANGE), /* reverse= */ false, sum);
    return sum.scores;
  }

  /** One operation: which ranks the scores of an interval have, a thousandth of all. */
  @Benchmark
  public Object ranksOfScores() {
    double min = random.nextDouble();
    return set.within(
        new ScoreRange(min, /* minExcluded= */ false, min + 0.001, /* maxExcluded= */ false));
  }
}
