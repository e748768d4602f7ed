package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Reply;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one client writes step by step until its connection breaks, and what must be left of it.
 *
 * <p>A step is one command or one transaction, and each changes what can be seen: of whatever is
 * there after a crash it can be told behind which step it was so.
 */
abstract class CrashLoad {
  /** The zero of all times here, so that none is negative. */
  private static final long ORIGIN = System.nanoTime();

  private final String name;
  private final int pipeline;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong total = new AtomicLong();

  /** The step behind which the last start has found the data. */
  private long first;

  // Of each step since then, nanoseconds since the origin; written by the client's thread.
  private long[] sentAt = new long[1024];
  private long[] acknowledgedAt = new long[1024];

  /** A client that sends so many steps in a batch. */
  CrashLoad(String name, int pipeline) {
    this.name = name;
    this.pipeline = pipeline;
  }

  /** The commands of step {@code n}, from 1 on. */
  abstract List<String[]> step(long n);

  /** Checks the replies to a step, one for each of its commands. */
  void check(long n, List<Reply> replies) {
    for (Reply reply : replies) {
      assertFalse(reply instanceof Reply.Failure, () -> name + ", step " + n + ": " + replies);
    }
  }

  /**
   * Finds the step behind which the data is as it is found, and fails when there is none.
   *
   * @param from a step behind which the data was found before; at least that is there
   * @param sent the last step that was sent
   */
  abstract long stored(Wire wire, long from, long sent) throws IOException;

  static long now() {
    return System.nanoTime() - ORIGIN;
  }

  final String name() {
    return name;
  }

  /** The step behind which the last start has found the data. */
  final long first() {
    return first;
  }

  /** How many steps were acknowledged in all. */
  final long total() {
    return total.get();
  }

  /** The last step that was acknowledged. */
  final long acknowledged() {
    return acknowledged.get();
  }

  final long sent() {
    return sent.get();
  }

  /** The last step that was acknowledged by then; of a client that writes no more. */
  final long acknowledgedBy(long time) {
    long n = acknowledged.get();
    while (n > first && acknowledgedAt(n) > time) {
      n--;
    }
    return n;
  }

  /** When a step was acknowledged; never: the end of time. */
  final long acknowledgedAt(long n) {
    return n > acknowledged.get() ? Long.MAX_VALUE : n <= first ? 0 : acknowledgedAt[index(n)];
  }

  /** When a step was sent. */
  final long sentAt(long n) {
    return n <= first ? 0 : sentAt[index(n)];
  }

  private int index(long n) {
    return Math.toIntExact(n - first);
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
      step(n).forEach(commands::command);
      note(n);
    }
    sent.addAndGet(pipeline);
    wire.send(commands.toBytes());
    for (long n = from + 1; n <= from + pipeline; n++) {
      var replies = new Reply[step(n).size()];
      for (int i = 0; i < replies.length; i++) {
        replies[i] = wire.read();
      }
      check(n, List.of(replies));
      acknowledgedAt[index(n)] = now();
      acknowledged.set(n);
      total.incrementAndGet();
    }
  }

  private void note(long n) {
    int at = index(n);
    if (at == sentAt.length) {
      sentAt = Arrays.copyOf(sentAt, 2 * at);
      acknowledgedAt = Arrays.copyOf(acknowledgedAt, 2 * at);
    }
    sentAt[at] = now();
  }

  /**
   * Looks what a server holds that was started again.
   *
   * @param atLeast this step must be there
   * @return the last step that is there
   */
  final long verify(Wire wire, long atLeast) throws IOException {
    long stored = stored(wire, first, sent.get());
    String all =
        "%s: %d must be stored, acknowledged are %d, stored %d, sent %d"
            .formatted(name, atLeast, acknowledged.get(), stored, sent.get());
    assertTrue(atLeast <= stored && stored <= sent.get(), all);
    return stored;
  }

  /** Goes on behind this step, which a start has found. */
  final void resume(long stored) {
    first = stored;
    acknowledged.set(stored);
    sent.set(stored);
  }
}
