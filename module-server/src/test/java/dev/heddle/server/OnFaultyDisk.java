package dev.heddle.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.persist.Disk;
import dev.heddle.resp.Reply;
import dev.heddle.server.config.Config;
import dev.heddle.server.log.ServerLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A server on a disk that fails when told to, and what it has acknowledged. */
abstract class OnFaultyDisk {
  static final String BROKEN = "Input/output error";
  static final String FULL = "No space left on device";
  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final Reply OK = new Reply.Simple("OK");
  private static final int CLIENTS = 4;

  @TempDir Path dir;

  final FaultyDisk disk = new FaultyDisk();

  /** Milliseconds by which the server's clock is ahead. */
  final AtomicLong later = new AtomicLong();

  private final InstantSource clock =
      () -> Instant.ofEpochMilli(InstantSource.system().millis() + later.get());
  final Map<String, String> acknowledged = new ConcurrentHashMap<>();
  private final List<Server> servers = new ArrayList<>();
  private int copies;

  @AfterEach
  void closeAll() {
    disk.heal();
    servers.forEach(Server::close);
  }

  final Server start(Disk on, Path data, String... settings) throws IOException {
    var config = new Config();
    config.with("dir", data.toString());
    config.with("bind", "127.0.0.1");
    config.with("save", "");
    for (int i = 0; i < settings.length; i += 2) {
      config.with(settings[i], settings[i + 1].split(" ", -1));
    }
    var log = new ServerLog(lines -> {}, config.process, clock);
    var server = new Server(config, clock, Chance.unpredictable(), /* anyPort= */ true, log, on);
    servers.add(server);
    server.start(listening -> {});
    return server;
  }

  final Server startAlways() throws IOException {
    return start(disk, data(), "appendonly", "yes", "appendfsync", "always");
  }

  final Path data() throws IOException {
    return Files.createDirectories(dir.resolve("data"));
  }

  /** Sets so many keys, or as many as are acknowledged; returns the first other reply, or OK. */
  final Reply set(TestClient client, String prefix, int keys) throws IOException {
    for (int i = 0; i < keys; i++) {
      String key = prefix + ":" + i;
      Reply reply = client.call("SET", key, "value of " + key);
      if (!reply.equals(OK)) {
        return reply;
      }
      acknowledged.put(key, "value of " + key);
    }
    return OK;
  }

  static void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertTrue(System.nanoTime() < deadline, () -> "waited in vain until " + what);
      Thread.sleep(2);
    }
  }

  static void awaitField(TestClient client, String field, String value) throws Exception {
    await(field + ":" + value, () -> value.equals(client.info("persistence").get(field)));
  }

  /** Starts a server with what a power cut, and with what a SIGKILL would leave now. */
  final void assertAcknowledgedIsStored(String... settings) throws Exception {
    Path cut = Files.createDirectory(dir.resolve("cut" + copies++));
    disk.powerCut(data(), cut);
    assertHolds(cut, settings);
    Path killed = Files.createDirectory(dir.resolve("killed" + copies++));
    disk.kill(data(), killed);
    assertHolds(killed, settings);
  }

  private void assertHolds(Path data, String... settings) throws Exception {
    Server again = start(Disk.real(), data, settings);
    try (var client = new TestClient(again.port())) {
      for (var entry : acknowledged.entrySet()) {
        Reply expected = new Reply.Bulk(entry.getValue().getBytes(StandardCharsets.UTF_8));
        assertEquals(expected, client.call("GET", entry.getKey()), data + ": " + entry.getKey());
      }
    }
    again.close();
  }

  static Reply misconf(String reason) {
    return new Reply.Failure("MISCONF Errors writing to the AOF file: " + reason);
  }

  /** Has clients write until each is refused. */
  final void fillUntilRefused(int port, String prefix, Reply refusal) throws Exception {
    var threads = new ArrayList<Thread>();
    var answers = new ConcurrentHashMap<Integer, Object>();
    for (int i = 0; i < CLIENTS; i++) {
      int id = i;
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try (var client = new TestClient(port)) {
                  answers.put(id, set(client, prefix + id, Integer.MAX_VALUE));
                } catch (IOException e) {
                  answers.put(id, e);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (int i = 0; i < CLIENTS; i++) {
      assertEquals(refusal, answers.get(i));
    }
  }

  static void assertOnlyReadsGoOn(TestClient client, Reply refusal) throws IOException {
    assertEquals(refusal, client.call("SET", "before:0", "x"));
    assertEquals(refusal, client.call("DEL", "before:0"));
    assertEquals(refusal, client.call("PING"));
    assertEquals("value of before:0", ((Reply.Bulk) client.call("GET", "before:0")).text());
    assertEquals(OK, client.call("MULTI"));
    assertEquals(refusal, client.call("INCR", "n"));
    assertTrue(client.call("EXEC").toString().contains("EXECABORT"));
  }

  final void assertAppendOnlyFileHoldsWhatWasAcknowledged() throws Exception {
    assertAcknowledgedIsStored("appendonly", "yes");
  }
}
