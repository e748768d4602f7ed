package dev.heddle.store;

import dev.heddle.micro.Keys;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A listpack of {@value #ELEMENTS} elements, the most that a packed set or sorted set has. */
@State(Scope.Thread)
public class ListPackBenchmark {
  private static final int ELEMENTS = 128;
  private static final int SOUGHT = 1 << 10;

  /** What the elements are. */
  public enum Content {
    /** Sixteen bytes. */
    TEXTS,
    /** Four digits, kept as integers. */
    NUMBERS
  }

  @Param public Content content;

  private final byte[][] elements = new byte[ELEMENTS][];
  private final byte[][] sought = new byte[SOUGHT][];
  private byte[] full = ListPack.empty();
  private byte[] growing = ListPack.empty();
  private int next;

  @Setup
  public void fill() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < ELEMENTS; i++) {
      elements[i] =
          content == Content.TEXTS
              ? Keys.key(i)
              : Integer.toString(1000 + i).getBytes(StandardCharsets.US_ASCII);
      full = ListPack.append(full, elements[i], 0, elements[i].length);
    }
    for (int i = 0; i < SOUGHT; i++) {
      sought[i] = elements[random.nextInt(ELEMENTS)];
    }
  }

  /** One operation: an element more at the end; with the last the listpack begins anew. */
  @Benchmark
  public Object append() {
    int i = next++ % ELEMENTS;
    byte[] element = elements[i];
    growing = ListPack.append(i == 0 ? ListPack.empty() : growing, element, 0, element.length);
    return growing;
  }

  /** One operation: the search for an element, which half the others are before on average. */
  @Benchmark
  public int find() {
    byte[] element = sought[next++ & (SOUGHT - 1)];
    return ListPack.find(full, ListPack.first(full), element, 0, element.length, /* skip= */ 0);
  }

  /** One operation: all elements, one after the other. */
  @Benchmark
  public long iterate() {
    var tally = new Tally();
    for (int p = ListPack.first(full); p >= 0; p = ListPack.next(full, p)) {
      ListPack.give(full, p, tally);
    }
    return tally.sum();
  }
}
