package dev.heddle.store;

import dev.heddle.micro.Keys;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A list of texts of 16 bytes, in nodes of 8 KB. */
@State(Scope.Thread)
public class QuickListBenchmark {
  private static final int RANGE = 100;

  @Param({"1000", "100000"})
  public int elements;

  private final Packing packing = new Packing(new SipHash(1, 2));
  private final QuickList list = new QuickList(Thresholds.DEFAULTS);
  private final SplittableRandom random = new SplittableRandom(1);
  private final Tally tally = new Tally();
  private Keys texts;

  @Setup
  public void fill() {
    texts = Keys.among(0, elements);
    for (int i = 0; i < elements; i++) {
      push();
    }
  }

  private void push() {
    list.push(ListEnd.LEFT, texts.array(), texts.next(), Keys.LENGTH, packing);
  }

  /** One operation: an element is pushed at one end, and one popped at the other. */
  @Benchmark
  public long pushAndPop() {
    push();
    list.pop(ListEnd.RIGHT, tally);
    return tally.sum();
  }

  /** One operation: the element of an index that is drawn at random. */
  @Benchmark
  public long index() {
    list.give(random.nextInt(elements), 1, tally);
    return tally.sum();
  }

  /** One operation: {@value #RANGE} elements from an index on that is drawn at random. */
  @Benchmark
  public long range() {
    list.give(random.nextInt(elements - RANGE), RANGE, tally);
    return tally.sum();
  }
}
