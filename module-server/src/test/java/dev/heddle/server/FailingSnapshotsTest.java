package dev.heddle.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.resp.Reply;
import dev.heddle.server.FaultyDisk.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Saves and rewrites that fail: what was there before stays, and they are tried again. */
@Timeout(120)
class FailingSnapshotsTest extends OnFaultyDisk {
  private static final String SNAPSHOTS_FAIL =
      "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to"
          + " disk. Commands that may modify the data set are disabled, because this instance is"
          + " configured to report errors during writes if RDB snapshotting fails"
          + " (stop-writes-on-bgsave-error option). Please check the Redis logs for details about"
          + " the RDB error.";

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
    }
    try (var client = new TestClient(server.port())) {
      assertAppendOnlyFileHoldsWhatWasAcknowledged();
      disk.heal();
      await("writes are accepted", () -> set(client, "after", 1).equals(OK));
      awaitField(client, "aof_rewrite_in_progress", "0"); // one that the fault still hits
      client.call("BGREWRITEAOF");
      awaitField(client, "aof_rewrite_in_progress", "0"); // the first one may have been ok already
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
  void whateverEndsASnapshotIsToldAndNextTimeItSucceeds() throws Exception {
    Server server = startAlways();
    try (var client = new TestClient(server.port())) {
      set(client, "before", 20);
      disk.exhaustHeap(file -> file.toString().endsWith(".rdb"));
      client.call("BGSAVE");
      awaitField(client, "rdb_last_bgsave_status", "err");
      client.call("BGREWRITEAOF");
      awaitField(client, "aof_last_bgrewrite_status", "err");
      disk.heal();
      client.call("BGSAVE");
      awaitField(client, "rdb_last_bgsave_status", "ok");
      client.call("BGREWRITEAOF");
      awaitField(client, "aof_last_bgrewrite_status", "ok");
    }
  }

  @Test
  void whenBothFailTheSnapshotIsTheReasonGiven() throws Exception {
    Server server =
        start(disk, data(), "appendonly", "yes", "appendfsync", "always", "save", "3600 1");
    try (var client = new TestClient(server.port())) {
      set(client, "before", 1);
      disk.fail(FULL, Operation.WRITE);
      fillUntilRefused(server.port(), "during", misconf(FULL));
      client.call("BGSAVE");
      awaitField(client, "rdb_last_bgsave_status", "err");
      assertEquals(new Reply.Failure(SNAPSHOTS_FAIL), client.call("SET", "before:0", "x"));
      assertEquals(new Reply.Failure(SNAPSHOTS_FAIL), client.call("PING"));
      client.call("CONFIG", "SET", "save", "");
      assertEquals(misconf(FULL), client.call("PING"));
      client.call("CONFIG", "SET", "appendonly", "no");
      assertEquals(new Reply.Simple("PONG"), client.call("PING"));
    }
  }
}
