package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Reply;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one client writes step by step until its connection breaks, and what must be left of it.
 *
 * <p>A step is one command. What was acknowledged must be there; what was only sent may be.
 */
abstract class CrashLoad {
  private final int pipeline;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong replies = new AtomicLong();

  private CrashLoad(int pipeline) {
    this.pipeline = pipeline;
  }

  /** Each kind once, with that many commands in a batch; the id tells its keys from others'. */
  static List<CrashLoad> ofEachKind(int id, int pipeline) {
    return List.of(
        new Sets(id, pipeline),
        new Increments(id, pipeline),
        new Pairs(id, pipeline),
        new Expiries(id, pipeline));
  }

  /** The command of step {@code n}. */
  abstract String[] command(long n);

  abstract Reply answer(long n);

  /**
   * Checks what is left of the steps up to {@code acknowledged} and, perhaps, {@code sent}.
   *
   * @return the step from which to go on
   */
  abstract long verify(Wire wire, long acknowledged, long sent) throws IOException;

  /** How many writes were acknowledged in all. */
  final long acknowledgedWrites() {
    return replies.get();
  }

  /** Writes until the connection breaks. */
  final void run(int port) {
    try (var wire = new Wire(port)) {
      while (true) {
        batch(wire);
      }
    } catch (IOException e) {
      // the server was killed
    }
  }

  private void batch(Wire wire) throws IOException {
    long from = sent.get();
    var commands = new CommandEncoder();
    for (long n = from + 1; n <= from + pipeline; n++) {
      commands.command(command(n));
    }
    sent.addAndGet(pipeline);
    wire.send(commands.toBytes());
    for (long n = from + 1; n <= from + pipeline; n++) {
      assertEquals(answer(n), wire.read());
      acknowledged.set(n);
      replies.incrementAndGet();
    }
  }

  /** Checks a server that was started again. */
  final void verify(Wire wire) throws IOException {
    long next = verify(wire, acknowledged.get(), sent.get());
    acknowledged.set(next);
    sent.set(next);
  }

  private static void assertBetween(long acknowledged, long stored, long sent, String key) {
    String all = key + ": acknowledged " + acknowledged + ", stored " + stored + ", sent " + sent;
    assertTrue(acknowledged <= stored && stored <= sent, all);
  }

  private static long number(Reply reply) {
    return reply instanceof Reply.Bulk bulk ? Long.parseLong(bulk.text()) : 0;
  }

  /** Overwrites one key. */
  private static final class Sets extends CrashLoad {
    private final String key;

    Sets(int id, int pipeline) {
      super(pipeline);
      this.key = "set:" + id;
    }

    @Override
    String[] command(long n) {
      return new String[] {"SET", key, "" + n};
    }

    @Override
    Reply answer(long n) {
      return new Reply.Simple("OK");
    }

    @Override
    long verify(Wire wire, long acknowledged, long sent) throws IOException {
      long stored = number(wire.call("GET", key));
      assertBetween(acknowledged, stored, sent, key);
      return stored;
    }
  }

  /** Counts: each step once, none twice. */
  private static final class Increments extends CrashLoad {
    private final String key;

    Increments(int id, int pipeline) {
      super(pipeline);
      this.key = "incr:" + id;
    }

    @Override
    String[] command(long n) {
      return new String[] {"INCR", key};
    }

    @Override
    Reply answer(long n) {
      return new Reply.Int(n);
    }

    @Override
    long verify(Wire wire, long acknowledged, long sent) throws IOException {
      long stored = number(wire.call("GET", key));
      assertBetween(acknowledged, stored, sent, key);
      return stored;
    }
  }

  /** Writes two keys in one command, both or none. */
  private static final class Pairs extends CrashLoad {
    private final String left;
    private final String right;

    Pairs(int id, int pipeline) {
      super(pipeline);
      this.left = "left:" + id;
      this.right = "right:" + id;
    }

    @Override
    String[] command(long n) {
      return new String[] {"MSET", left, "" + n, right, "" + n};
    }

    @Override
    Reply answer(long n) {
      return new Reply.Simple("OK");
    }

    @Override
    long verify(Wire wire, long acknowledged, long sent) throws IOException {
      long stored = number(wire.call("GET", left));
      assertEquals(stored, number(wire.call("GET", right)), left + " and " + right);
      assertBetween(acknowledged, stored, sent, left);
      return stored;
    }
  }

  /** A new key each time: by turns one that outlives the test and one that is gone at once. */
  private static final class Expiries extends CrashLoad {
    private static final long FAR = 4_000_000_000_000L; // in the year 2096

    private final int id;
    private long verified;

    Expiries(int id, int pipeline) {
      super(pipeline);
      this.id = id;
    }

    private String key(long n) {
      return (n % 2 == 0 ? "lives:" : "dies:") + id + ":" + n;
    }

    @Override
    String[] command(long n) {
      return n % 2 == 0
          ? new String[] {"SET", key(n), "" + n, "PXAT", "" + (FAR + n)}
          : new String[] {"SET", key(n), "" + n, "PX", "1"};
    }

    @Override
    Reply answer(long n) {
      return new Reply.Simple("OK");
    }

    @Override
    long verify(Wire wire, long acknowledged, long sent) throws IOException {
      var questions = new CommandEncoder();
      for (long n = verified + 1; n <= sent; n++) {
        questions.command("PEXPIRETIME", key(n));
      }
      wire.send(questions.toBytes());
      for (long n = verified + 1; n <= sent; n++) {
        Reply answer = wire.read();
        Reply lives = new Reply.Int(FAR + n);
        Reply gone = new Reply.Int(-2);
        boolean unknown = n > acknowledged && answer.equals(gone);
        assertEquals(n % 2 == 0 && !unknown ? lives : gone, answer, key(n));
      }
      verified = sent;
      return sent;
    }
  }
}
