package dev.heddle.resp;

import dev.heddle.micro.Keys;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Writes a reply into an emptied buffer, and returns its size. */
@State(Scope.Thread)
public class ReplyWriterBenchmark {
  private static final int ELEMENTS = 100;

  private final ReplyWriter writer = new ReplyWriter();
  private final byte[] element = Keys.key(1);
  private int count; // so that one reply is not the other

  /** A value to be sent. */
  @State(Scope.Thread)
  public static class Text {
    @Param({"16", "1024"})
    public int bytes;

    private byte[] text;

    @Setup
    public void make() {
      text = new byte[bytes];
    }
  }

  /** One operation: a bulk string. */
  @Benchmark
  public int bulk(Text value) {
    writer.reset();
    writer.bulk(value.text);
    return writer.size();
  }

  /** One operation: an integer of seven digits. */
  @Benchmark
  public int integer() {
    writer.reset();
    writer.integer(1_000_000 + (count++ & 0xf_ffff));
    return writer.size();
  }

  /** One operation: a score with two digits behind the point, as RESP2 has it. */
  @Benchmark
  public int score() {
    writer.reset();
    writer.number((count++ & 0xffff) + 0.25);
    return writer.size();
  }

  /** One operation: an array of {@value #ELEMENTS} bulk strings of 16 bytes. */
  @Benchmark
  public int array() {
    writer.reset();
    writer.array(ELEMENTS);
    for (int i = 0; i < ELEMENTS; i++) {
      writer.bulk(element);
    }
    return writer.size();
  }
}
