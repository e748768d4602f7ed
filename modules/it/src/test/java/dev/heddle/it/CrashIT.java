package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL under load, again and again on the same directory: with {@code appendfsync always} each acknowledged write is
 * there after the restart.
 *
 * <p>{@code -Dheddle.crash.rounds=N} sets the number of rounds.
 */
class CrashIT {
  private static final int ROUNDS = Integer.getInteger("heddle.crash.rounds", 50);
  private static final int CLIENTS = 8;
  private static final int PIPELINE = 5;

  /** One client's counter: what it has sent, and what was acknowledged. */
  private static final class Progress {
    final AtomicLong sent = new AtomicLong();
    final AtomicLong acknowledged = new AtomicLong();
  }

  @TempDir Path directory;

  @Test
  void noAcknowledgedWriteIsLost() throws Exception {
    var random = new Random(42);
    var progress = new ArrayList<Progress>();
    for (int i = 0; i < CLIENTS; i++) {
      progress.add(new Progress());
    }
    for (int round = 0; round < ROUNDS; round++) {
      try (var server =
          HeddleProcess.start(directory, "--appendonly", "yes", "--appendfsync", "always")) {
        check(server, progress, round);
        killUnderLoad(server, progress, random.nextInt(5, 120));
      }
    }
    try (var server = HeddleProcess.start(directory, "--appendonly", "yes")) {
      check(server, progress, ROUNDS);
    }
  }

  private static void killUnderLoad(HeddleProcess server, List<Progress> progress, int millis)
      throws Exception {
    long before = total(progress);
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < CLIENTS; i++) {
      int client = i;
      threads.add(Thread.ofVirtual().start(() -> write(server.port(), client, progress.get(client))));
    }
    Await.until("writes are acknowledged", () -> total(progress) > before);
    Thread.sleep(millis); // the random moment
    server.kill();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static long total(List<Progress> progress) {
    return progress.stream().mapToLong(p -> p.acknowledged.get()).sum();
  }

  /** Counts up in a key of the client's own until the connection breaks; every other client in pipelines. */
  private static void write(int port, int client, Progress progress) {
    int batch = client % 2 == 0 ? 1 : PIPELINE;
    try (var wire = new Wire(port)) {
      while (true) {
        long from = progress.sent.get();
        for (int i = 1; i <= batch; i++) {
          wire.send(List.of(Grammar.bytes("SET"), key(client), Grammar.bytes("" + (from + i))));
        }
        progress.sent.addAndGet(batch);
        for (int i = 1; i <= batch; i++) {
          if (!(wire.read() instanceof Reply.Simple)) {
            throw new AssertionError("a write was refused");
          }
          progress.acknowledged.set(from + i);
        }
      }
    } catch (IOException e) {
      // the server was killed
    }
  }

  private static byte[] key(int client) {
    return Grammar.bytes("counter:" + client);
  }

  private static void check(HeddleProcess server, List<Progress> progress, int round)
      throws IOException {
    try (var wire = new Wire(server.port())) {
      for (int i = 0; i < CLIENTS; i++) {
        wire.send(List.of(Grammar.bytes("GET"), key(i)));
        long stored = wire.read() instanceof Reply.Bulk bulk ? Long.parseLong(bulk.text()) : 0;
        Progress p = progress.get(i);
        String what = "round " + round + ", client " + i + ": stored " + stored + ", acknowledged ";
        assertTrue(stored >= p.acknowledged.get(), what + p.acknowledged);
        assertTrue(stored <= p.sent.get(), what + p.acknowledged + ", sent only " + p.sent);
        p.sent.set(stored);
        p.acknowledged.set(stored);
      }
    }
  }
}
