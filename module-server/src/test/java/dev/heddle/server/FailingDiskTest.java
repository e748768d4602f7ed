package dev.heddle.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import dev.heddle.server.FaultyDisk.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server on a disk that fails, and then works again: what it answers meanwhile, and that under
 * {@code appendfsync always} nothing is ever acknowledged that a power cut would take.
 */
@Timeout(120)
class FailingDiskTest extends OnFaultyDisk {
  /** The ways in which the append-only file cannot be written. */
  enum Failure {
    FULL_DISK(FULL, Operation.WRITE),
    FULL_HALFWAY(FULL, Operation.WRITE),
    FULL_AND_NOT_EVEN_CUT(FULL, Operation.WRITE, Operation.TRUNCATE),
    WRITE_FAILS(BROKEN, Operation.WRITE),
    FSYNC_FAILS(BROKEN, Operation.FORCE),
    ALL_FAILS(BROKEN, Operation.OPEN, Operation.values());

    final String reason;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    final Set<Operation> operations;

    Failure(String reason, Operation first, Operation... more) {
      this.reason = reason;
      this.operations = EnumSet.of(first, more);
    }
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
