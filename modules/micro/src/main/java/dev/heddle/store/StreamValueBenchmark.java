package dev.heddle.store;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A stream of entries of two fields, one each millisecond. */
@State(Scope.Thread)
public class StreamValueBenchmark {
  private static final int RANGE = 100;

  @Param({"100000"})
  public int entries;

  private final StreamValue stream = new StreamValue();
  private final SplittableRandom random = new SplittableRandom(1);
  private final TextRow pairs = Row.of("sensor", "1234", "temperature", "19.8");
  private final Tally tally = new Tally();
  private long ms = 1_700_000_000_000L;

  /** Texts, each an array of its own. */
  private record Row(List<byte[]> texts) implements TextRow {
    static Row of(String... words) {
      return new Row(
          Stream.of(words).map(word -> word.getBytes(StandardCharsets.US_ASCII)).toList());
    }

    @Override
    public int count() {
      return texts.size();
    }

    @Override
    public byte[] array(int i) {
      return texts.get(i);
    }

    @Override
    public int offset(int i) {
      return 0;
    }

    @Override
    public int length(int i) {
      return texts.get(i).length;
    }
  }

  @Setup
  public void fill() {
    for (int i = 0; i < entries; i++) {
      append();
    }
  }

  /** One operation: an entry more, and what is over {@code entries} goes, a node at a time. */
  @Benchmark
  public long append() {
    stream.add(new StreamId(ms++, 0), pairs, StreamLimits.DEFAULTS);
    return stream.trim(StreamTrim.toLength(entries, /* approximate= */ true, /* limit= */ 0));
  }

  /** One operation: {@value #RANGE} entries from an id on that is drawn at random. */
  @Benchmark
  public long range() {
    long from = ms - RANGE - random.nextInt(entries - RANGE);
    StreamWalk walk =
        stream.walk(new StreamId(from, 0), new StreamId(from + RANGE - 1, 0), /* reverse= */ false);
    while (walk.next()) {
      walk.give(tally);
    }
    return tally.sum();
  }
}
