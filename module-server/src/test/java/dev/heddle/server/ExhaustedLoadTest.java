package dev.heddle.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.persist.Disk;
import dev.heddle.resp.Reply;
import dev.heddle.server.config.Config;
import dev.heddle.server.log.ServerLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A heap that is full in the midst of a load, on the thread behind the one that reads. */
class ExhaustedLoadTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int KEYS = 20_000; // more than the reader may be ahead with
  private static final String LOADER = "heddle-load";
  private static final Reply OK = new Reply.Simple("OK");

  @TempDir Path dir;

  private final StringBuilder log = new StringBuilder();

  /** How often that thread may yet look at the clock, which it does for each key. */
  private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);

  private Instant now() {
    if (Thread.currentThread().getName().equals(LOADER) && left.decrementAndGet() < 0) {
      throw new OutOfMemoryError("Java heap space");
    }
    return Instant.now();
  }

  private Server server(boolean appendOnly) {
    var config = new Config();
    config.with("dir", dir.toString());
    config.with("bind", "127.0.0.1");
    config.with("save", "");
    config.with("appendonly", appendOnly ? "yes" : "no");
    config.with("enable-debug-command", "yes");
    InstantSource clock = this::now;
    return new Server(
        config,
        clock,
        Chance.unpredictable(),
        /* anyPort= */ true,
        new ServerLog(lines -> log.append(new String(lines, UTF_8)), config.process, clock),
        Disk.real());
  }

  private static void fill(TestClient client) throws IOException {
    for (int i = 0; i < KEYS; i += 1000) {
      var words = new String[2001];
      words[0] = "MSET";
      for (int k = 0; k < 1000; k++) {
        words[1 + 2 * k] = "key:" + (i + k);
        words[2 + 2 * k] = "value";
      }
      assertEquals(OK, client.call(words));
    }
  }

  private void fillFiles(boolean appendOnly) throws IOException {
    Server server = server(appendOnly);
    server.start(listening -> {});
    try (var client = new TestClient(server.port())) {
      if (appendOnly) {
        for (int i = 0; i < KEYS; i++) {
          assertEquals(OK, client.call("SET", "key:" + i, "value"));
        }
      } else {
        fill(client);
        assertEquals(OK, client.call("SAVE"));
      }
    }
    server.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theServerDoesNotStartAndLeavesNothingBehind(boolean appendOnly) throws Exception {
    fillFiles(appendOnly);
    left.set(1000);
    var port = new AtomicInteger();
    Error thrown =
        assertTimeoutPreemptively(
            SOON,
            () ->
                assertThrows(
                    OutOfMemoryError.class,
                    () -> server(appendOnly).start(listening -> port.set(listening.port()))));
    assertEquals("Java heap space", thrown.getMessage());
    assertThrows(IOException.class, () -> new TestClient(port.get()).close()); // nobody listens
    left.set(Integer.MAX_VALUE);
    Server again = server(appendOnly);
    again.start(listening -> {});
    try (var client = new TestClient(again.port())) {
      assertEquals(new Reply.Int(KEYS), client.call("DBSIZE"));
    }
    again.close();
  }

  @Test
  void aServerThatReloadsSaysSoAndGoesOn() throws Exception {
    Server server = server(/* appendOnly= */ false);
    server.start(listening -> {});
    try (var client = new TestClient(server.port())) {
      fill(client);
      left.set(1000);
      Reply refusal = assertTimeoutPreemptively(SOON, () -> client.call("DEBUG", "RELOAD"));
      assertEquals(
          new Reply.Failure("ERR Error trying to load the RDB dump, check server logs."), refusal);
      assertTrue(server.log().flush()); // it is written by a thread of its own
      assertTrue(log.toString().contains("java.lang.OutOfMemoryError"), log::toString);
      left.set(Integer.MAX_VALUE);
      assertEquals("0", client.info("persistence").get("loading"));
      assertEquals(OK, client.call("SET", "other", "value"));
      assertEquals(OK, client.call("DEBUG", "RELOAD", "NOSAVE"));
      assertEquals(new Reply.Int(KEYS), client.call("DBSIZE"));
    }
    server.close();
  }
}
