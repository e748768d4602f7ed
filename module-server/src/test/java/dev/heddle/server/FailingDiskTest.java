package dev.heddle.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import dev.heddle.server.FaultyDisk.Operation;
import dev.heddle.server.config.Config;
import dev.heddle.server.log.ServerLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server on a disk that fails, and then works again: what it answers meanwhile, and that under
 * {@code appendfsync always} nothing is ever acknowledged that a power cut would take.
 */
@Timeout(120)
class FailingDiskTest {
  private static final String BROKEN = "Input/output error";
  private static final String FULL = "No space left on device";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int CLIENTS = 4;
  private static final Reply OK = new Reply.Simple("OK");
  private static final String SNAPSHOTS_FAIL =
      "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to"
          + " disk. Commands that may modify the data set are disabled, because this instance is"
          + " configured to report errors during writes if RDB snapshotting fails"
          + " (stop-writes-on-bgsave-error option). Please check the Redis logs for details about"
          + " the RDB error.";

  /** The ways in which the append-only file cannot be written. */
  enum Failure {
    FULL_DISK(FULL, Operation.WRITE),
    FULL_HALFWAY(FULL, Operation.WRITE),
    FULL_AND_NOT_EVEN_CUT(FULL, Operation.WRITE, Operation.TRUNCATE),
    WRITE_FAILS(BROKEN, Operation.WRITE),
    FSYNC_FAILS(BROKEN, Operation.FORCE),
    ALL_FAILS(BROKEN, Operation.OPEN, Operation.values());

    final String reason;
    final Set<Operation> operations;

    Failure(String reason, Operation first, Operation... more) {
      this.reason = reason;
      this.operations = EnumSet.of(first, more);
    }
  }

  @TempDir Path dir;

  private final FaultyDisk disk = new FaultyDisk();
  private final AtomicLong later = new AtomicLong();
  private final InstantSource clock =
      () -> Instant.ofEpochMilli(InstantSource.system().millis() + later.get());
  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
  private final List<Server> servers = new ArrayList<>();
  private int copies;

  @AfterEach
  void closeAll() {
    disk.heal();
    servers.forEach(Server::close);
  }

  private Server start(dev.heddle.persist.Disk on, Path data, String... settings)
      throws IOException {
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

  private Server startAlways() throws IOException {
    return start(disk, data(), "appendonly", "yes", "appendfsync", "always");
  }

  private Path data() throws IOException {
    return Files.createDirectories(dir.resolve("data"));
  }

  /** Sets so many keys, or as many as are acknowledged; returns the first other reply, or OK. */
  private Reply set(TestClient client, String prefix, int keys) throws IOException {
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

  /** Has clients write until each is refused. */
  private void fillUntilRefused(int port, String prefix, Reply refusal) throws Exception {
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

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertTrue(System.nanoTime() < deadline, () -> "waited in vain until " + what);
      Thread.sleep(2);
    }
  }

  private static void awaitField(TestClient client, String field, String value) throws Exception {
    await(field + ":" + value, () -> value.equals(client.info("persistence").get(field)));
  }

  private static Reply misconf(String reason) {
    return new Reply.Failure("MISCONF Errors writing to the AOF file: " + reason);
  }

  /** Starts a server with what a power cut, and with what a SIGKILL would leave now. */
  private void assertAcknowledgedIsStored(String... settings) throws Exception {
    Path cut = Files.createDirectory(dir.resolve("cut" + copies++));
    disk.powerCut(data(), cut);
    assertHolds(cut, settings);
    Path killed = Files.createDirectory(dir.resolve("killed" + copies++));
    copy(data(), killed);
    assertHolds(killed, settings);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        if (Files.isRegularFile(file)) {
          Path target = to.resolve(from.relativize(file));
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    }
  }

  private void assertHolds(Path data, String... settings) throws Exception {
    Server again = start(dev.heddle.persist.Disk.real(), data, settings);
    try (var client = new TestClient(again.port())) {
      for (var entry : acknowledged.entrySet()) {
        Reply expected = new Reply.Bulk(entry.getValue().getBytes("UTF-8"));
        assertEquals(expected, client.call("GET", entry.getKey()), data + ": " + entry.getKey());
      }
    }
    again.close();
  }

  private void assertAppendOnlyFileHoldsWhatWasAcknowledged() throws Exception {
    assertAcknowledgedIsStored("appendonly", "yes");
  }

  private static void assertOnlyReadsGoOn(TestClient client, Reply refusal) throws IOException {
    assertEquals(refusal, client.call("SET", "before:0", "x"));
    assertEquals(refusal, client.call("DEL", "before:0"));
    assertEquals(refusal, client.call("PING"));
    assertEquals("value of before:0", ((Reply.Bulk) client.call("GET", "before:0")).text());
    assertEquals(OK, client.call("MULTI"));
    assertEquals(refusal, client.call("INCR", "n"));
    assertTrue(client.call("EXEC").toString().contains("EXECABORT"));
  }

  @ParameterizedTest
  @EnumSource
  void whileTheAppendOnlyFileFailsWritesAreRefused(Failure failure) throws Exception {
    Server server = startAlways();
    try (var client = new TestClient(server.port())) {
      assertEquals(OK, set(client, "before", 20));
      if (failure == Failure.FULL_HALFWAY) {
        disk.writeShortOnce();
      }
      disk.fail(failure.reason, file -> true, failure.operations);
      fillUntilRefused(server.port(), "during", misconf(failure.reason));
      assertOnlyReadsGoOn(client, misconf(failure.reason));
      assertEquals("err", client.info("persistence").get("aof_last_write_status"));
      assertAppendOnlyFileHoldsWhatWasAcknowledged();
      disk.heal();
      await("writes are accepted", () -> set(client, "after", 1).equals(OK));
      assertEquals(OK, set(client, "after", 20));
      assertEquals("ok", client.info("persistence").get("aof_last_write_status"));
      assertAppendOnlyFileHoldsWhatWasAcknowledged();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"OPEN", "WRITE", "FORCE", "RENAME"})
  void aRewriteThatFailsLeavesAllAsItWas(Operation operation) throws Exception {
    Server server = startAlways();
    try (var client = new TestClient(server.port())) {
      set(client, "before", 20);
      disk.fail(BROKEN, file -> file.toString().endsWith(".rdb"), Set.of(operation));
      client.call("BGREWRITEAOF");
      awaitField(client, "aof_last_bgrewrite_status", "err");
      assertEquals(OK, set(client, "during", 20));
      assertEquals("ok", client.info("persistence").get("aof_last_write_status"));
      assertAppendOnlyFileHoldsWhatWasAcknowledged();
      disk.heal();
      client.call("BGREWRITEAOF");
      awaitField(client, "aof_last_bgrewrite_status", "ok");
      assertEquals(OK, set(client, "after", 20));
      assertAppendOnlyFileHoldsWhatWasAcknowledged();
    }
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void aManifestThatCannotBeChangedEndsTheRewriteOnly(Operation operation) throws Exception {
    Server server = startAlways();
    try (var client = new TestClient(server.port())) {
      set(client, "before", 20);
      Path aof = data().resolve("appendonlydir");
      disk.fail(
          BROKEN,
          file -> file.equals(aof) || file.toString().endsWith("manifest"),
          EnumSet.of(operation));
      client.call("BGREWRITEAOF");
      awaitField(client, "aof_rewrite_in_progress", "0");
      set(client, "during", 20); // refused or not
      assertAppendOnlyFileHoldsWhatWasAcknowledged();
      disk.heal();
      await("writes are accepted", () -> set(client, "after", 1).equals(OK));
      client.call("BGREWRITEAOF");
      awaitField(client, "aof_last_bgrewrite_status", "ok");
      assertEquals(OK, set(client, "after", 20));
      assertAppendOnlyFileHoldsWhatWasAcknowledged();
    }
  }

  @Test
  void oldFilesThatCannotBeRemovedAreNoFailure() throws Exception {
    Server server = startAlways();
    try (var client = new TestClient(server.port())) {
      set(client, "before", 20);
      disk.fail(BROKEN, Operation.DELETE);
      client.call("BGREWRITEAOF");
      await(
          "it is rewritten",
          () ->
              client.info("persistence").get("aof_rewrites").equals("1")
                  || client.info("persistence").get("aof_last_bgrewrite_status").equals("err"));
      assertEquals("ok", client.info("persistence").get("aof_last_bgrewrite_status"));
      assertEquals(OK, set(client, "after", 20));
      assertAppendOnlyFileHoldsWhatWasAcknowledged();
      server.close();
      assertEquals(OK, startAgainAndSet());
    }
  }

  private Reply startAgainAndSet() throws IOException {
    try (var client = new TestClient(startAlways().port())) {
      return set(client, "again", 1);
    }
  }

  @Test
  void anAppendOnlyFileThatCannotBeSwitchedOnIsTriedAgain() throws Exception {
    Server server = start(disk, data(), "appendfsync", "always");
    try (var client = new TestClient(server.port())) {
      set(client, "before", 20);
      disk.fail(BROKEN, file -> file.toString().endsWith("manifest"), Set.of(Operation.RENAME));
      assertEquals(OK, client.call("CONFIG", "SET", "appendonly", "yes"));
      awaitField(client, "aof_last_bgrewrite_status", "err");
      set(client, "during", 20);
      disk.heal();
      later.addAndGet(Duration.ofSeconds(61).toMillis());
      awaitField(client, "aof_last_bgrewrite_status", "ok");
      set(client, "after", 20);
      assertAppendOnlyFileHoldsWhatWasAcknowledged();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"OPEN", "WRITE", "FORCE", "RENAME", "FORCE_DIRECTORY"})
  void whileSnapshotsFailWritesAreRefused(Operation operation) throws Exception {
    Server server = start(disk, data(), "save", "3600 1");
    Reply refusal = new Reply.Failure(SNAPSHOTS_FAIL);
    try (var client = new TestClient(server.port())) {
      set(client, "before", 20);
      assertEquals(OK, client.call("SAVE"));
      Map<String, String> saved = Map.copyOf(acknowledged);
      set(client, "unsaved", 20);
      disk.fail(BROKEN, operation);
      client.call("BGSAVE");
      awaitField(client, "rdb_last_bgsave_status", "err");
      assertOnlyReadsGoOn(client, refusal);
      acknowledged.keySet().retainAll(saved.keySet());
      assertAcknowledgedIsStored();
      client.call("CONFIG", "SET", "stop-writes-on-bgsave-error", "no");
      assertEquals(OK, set(client, "during", 20));
      client.call("CONFIG", "SET", "stop-writes-on-bgsave-error", "yes");
      assertEquals(refusal, client.call("PING"));
      disk.heal();
      client.call("BGSAVE");
      awaitField(client, "rdb_last_bgsave_status", "ok");
      assertAcknowledgedIsStored();
      assertEquals(OK, set(client, "after", 1));
    }
  }

  @Test
  void aServerWithAFailingDiskEndsAllTheSame() throws Exception {
    Server server = startAlways();
    try (var client = new TestClient(server.port())) {
      set(client, "before", 20);
      disk.fail(FULL, Operation.WRITE);
      fillUntilRefused(server.port(), "during", misconf(FULL));
      client.call("BGREWRITEAOF"); // waits for what is not written
      awaitField(client, "aof_rewrite_in_progress", "1");
    }
    assertTimeoutPreemptively(PATIENCE, server::close);
    assertAppendOnlyFileHoldsWhatWasAcknowledged();
  }

  @Test
  void whatWasNeverSyncedAndIsNotTrustedIsRewritten() throws Exception {
    Server server = start(disk, data(), "appendonly", "yes", "appendfsync", "no");
    try (var client = new TestClient(server.port())) {
      set(client, "unsynced", 20);
      disk.fail(BROKEN, Operation.FORCE);
      assertEquals(OK, client.call("CONFIG", "SET", "appendfsync", "always"));
      await("it is noticed", () -> set(client, "during", 1).equals(misconf(BROKEN)));
    }
    try (var client = new TestClient(server.port())) {
      disk.heal();
      await("writes are accepted", () -> set(client, "after", 1).equals(OK));
      assertAppendOnlyFileHoldsWhatWasAcknowledged();
    }
  }

  @Test
  void aDiskThatComesBackIsFoundAgain() throws Exception {
    Server server = startAlways();
    try (var client = new TestClient(server.port())) {
      set(client, "before", 20);
      disk.vanish();
      Reply refusal = misconf("Stale file handle");
      fillUntilRefused(server.port(), "during", refusal);
      assertTrue(client.call("PING").toString().contains("MISCONF Errors writing to the AOF"));
      assertEquals("value of before:0", ((Reply.Bulk) client.call("GET", "before:0")).text());
      disk.heal();
      await("writes are accepted", () -> set(client, "after", 1).equals(OK));
      assertAppendOnlyFileHoldsWhatWasAcknowledged();
    }
  }

  @Test
  void aDirectoryThatSomebodyRemovesIsWrittenAnew() throws Exception {
    Server server = startAlways();
    try (var client = new TestClient(server.port())) {
      set(client, "before", 20);
      try (Stream<Path> files = Files.walk(data().resolve("appendonlydir"))) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
      set(client, "during", 1);
    }
    try (var client = new TestClient(server.port())) {
      await("writes are accepted", () -> set(client, "after", 1).equals(OK));
      assertFalse(acknowledged.containsKey("during:0"), "acknowledged, though nowhere stored");
      assertAppendOnlyFileHoldsWhatWasAcknowledged();
    }
  }
}
