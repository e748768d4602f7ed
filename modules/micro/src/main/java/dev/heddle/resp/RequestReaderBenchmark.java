package dev.heddle.resp;

import dev.heddle.micro.Keys;
import dev.heddle.micro.Wire;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Cuts what a client has sent into commands, and looks at each. The bytes are copied into the
 * reader's buffer first, as a read from the socket does.
 */
@State(Scope.Thread)
public class RequestReaderBenchmark {
  private final RequestReader reader = new RequestReader(Limits.DEFAULTS);

  /** A batch of commands. */
  @State(Scope.Thread)
  public static class Batch {
    @Param({"1", "16", "64"})
    public int commands;

    private byte[] sent;

    /** {@code SET key value}, values of three bytes. */
    @Setup
    public void encode() {
      var encoder = new CommandEncoder();
      for (int i = 0; i < commands; i++) {
        encoder.begin(3);
        encoder.argument("SET");
        encoder.argument(Keys.key(i));
        encoder.argument("xxx");
      }
      sent = encoder.toBytes();
    }
  }

  /** A command with a large argument. */
  @State(Scope.Thread)
  public static class Large {
    @Param({"65536", "1048576"})
    public int bytes;

    private byte[] sent;

    @Setup
    public void encode() {
      var encoder = new CommandEncoder();
      encoder.begin(3);
      encoder.argument("SET");
      encoder.argument(Keys.key(1));
      encoder.argument(new byte[bytes]);
      sent = encoder.toBytes();
    }
  }

  /** One operation: a whole batch. */
  @Benchmark
  public long batch(Batch batch) {
    return read(batch.sent);
  }

  /** One operation: one command, whose value gets an array of its own. */
  @Benchmark
  public long largeValue(Large large) {
    return read(large.sent);
  }

  /** Reads it all and returns a sum of where the arguments lie. */
  private long read(byte[] sent) {
    long sum = 0;
    for (int from = 0; from < sent.length; ) {
      from += Wire.receive(reader, sent, from);
      int commands = reader.parse(Integer.MAX_VALUE);
      for (int i = 0; i < commands; i++) {
        Args args = reader.args(i);
        sum += args.offset(1) + args.offset(2) + args.length(2);
      }
    }
    return sum;
  }
}
