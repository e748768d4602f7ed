package dev.heddle.persist;

import static dev.heddle.persist.Eventually.eventually;
import static dev.heddle.persist.Fixture.bytes;
import static dev.heddle.persist.Fixture.resp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.persist.MemoryDisk.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AofJournalTest {
  private static final String FIRST = "appendonly.aof.1.incr.aof";
  private static final String SECOND = "appendonly.aof.2.incr.aof";
  private static final String FULL = "No space left on device";
  private static final AofSettings QUICK =
      new AofSettings(
          FsyncPolicy.ALWAYS,
          false,
          false,
          1000,
          1 << 20,
          Duration.ofMillis(1),
          Duration.ofMillis(1),
          Duration.ofMillis(4));

  private final Fixture fixture = new Fixture();
  private final MemoryDisk disk = fixture.disk;
  private final List<AofJournal> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws JournalException {
    disk.heal();
    disk.capacity(Long.MAX_VALUE);
    disk.allowForces(1_000_000);
    for (AofJournal journal : open) {
      journal.close();
    }
  }

  @Test
  void selectsADatabaseOnlyWhereItChanges() throws Exception {
    var journal = open(FsyncPolicy.ALWAYS);
    append(journal, 0, "SET a 1");
    append(journal, 0, "SET b 1");
    append(journal, 3, "SET c 1");
    long end = append(journal, 0, "DEL a");
    journal.awaitDurable(end);
    String expected =
        resp("SELECT 0", "SET a 1", "SET b 1", "SELECT 3", "SET c 1", "SELECT 0", "DEL a");
    assertEquals(expected, fixture.read(FIRST));
    assertEquals(expected.length(), end);
    assertEquals(end, journal.status().currentSize());
  }

  @Test
  void goesOnBehindWhatTheLastFileHolds() throws Exception {
    fixture
        .manifest("file b.aof seq 1 type b\nfile " + FIRST + " seq 1 type i\n")
        .file("b.aof", resp("SET base 1"))
        .file(FIRST, resp("SELECT 7", "SET a 1"));
    var journal = open(FsyncPolicy.ALWAYS);
    journal.awaitDurable(append(journal, 7, "SET b 1"));
    assertEquals(resp("SELECT 7", "SET a 1", "SELECT 7", "SET b 1"), fixture.read(FIRST));
    var status = journal.status();
    int atStart = resp("SET base 1", "SELECT 7", "SET a 1").length();
    assertEquals(atStart, status.baseSize());
    assertEquals(atStart + resp("SELECT 7", "SET b 1").length(), status.currentSize());
  }

  @Test
  void alwaysWaitsForTheFsync() throws Exception {
    var journal = open(FsyncPolicy.ALWAYS);
    disk.holdForces();
    long end = append(journal, 0, "SET a 1");
    disk.awaitForceBegun();
    assertEquals(1, journal.status().pendingFsync());
    assertEquals(0, journal.status().syncedOffset());
    assertEquals(end, journal.status().writtenOffset());
    disk.allowForces(1);
    journal.awaitDurable(end);
    assertEquals(end, journal.status().syncedOffset());
    assertEquals(List.of("SELECT 0", "SET a 1"), afterCrash());
  }

  @Test
  void oneFsyncServesAllThatWait() throws Exception {
    var journal = open(FsyncPolicy.ALWAYS);
    disk.holdForces();
    journal.append(0, bytes("x"), 0, 0);
    int before = disk.count(Operation.FORCE);
    disk.awaitForceBegun();
    var lock = new ReentrantLock();
    var appended = new AtomicInteger();
    var acknowledged = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 1000; i++) {
      String command = "SET k" + i + " 1";
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                long end;
                lock.lock();
                try {
                  end = append(journal, 0, command);
                } finally {
                  lock.unlock();
                }
                appended.incrementAndGet();
                assertStored(journal, end);
                acknowledged.incrementAndGet();
              }));
    }
    eventually(() -> appended.get() == 1000);
    assertEquals(0, acknowledged.get());
    disk.allowForces(2);
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(1000, acknowledged.get());
    assertEquals(2, disk.count(Operation.FORCE) - before);
    assertEquals(1001, afterCrash().size());
  }

  @Test
  void manyThreadsAreServedInAnyOrder() throws Exception {
    var journal = open(FsyncPolicy.ALWAYS);
    var lock = new ReentrantLock();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 200; i++) {
      int db = i % 4;
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int n = 0; n < 25; n++) {
                  long end;
                  lock.lock();
                  try {
                    end = append(journal, db, "SET k v");
                  } finally {
                    lock.unlock();
                  }
                  assertStored(journal, end);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(5000, afterCrash().stream().filter("SET k v"::equals).count());
  }

  @Test
  void everysecSyncsOnceASecondAndNobodyWaits() throws Exception {
    var journal = open(FsyncPolicy.EVERYSEC);
    int before = disk.count(Operation.FORCE);
    for (int second = 1; second <= 3; second++) {
      for (int i = 0; i < 10; i++) {
        journal.awaitDurable(append(journal, 0, "SET a 1"));
      }
      eventually(() -> journal.status().bufferLength() == 0);
      assertEquals(before + second - 1, disk.count(Operation.FORCE));
      fixture.nanos.addAndGet(1_000_000_000);
      journal.poke();
      eventually(() -> journal.status().syncedOffset() == journal.status().appendedOffset());
      assertEquals(before + second, disk.count(Operation.FORCE));
    }
  }

  @Test
  void noNeverSyncsBeforeItIsClosed() throws Exception {
    var journal = open(FsyncPolicy.NO);
    int before = disk.count(Operation.FORCE);
    journal.awaitDurable(append(journal, 0, "SET a 1"));
    eventually(() -> journal.status().bufferLength() == 0);
    fixture.nanos.addAndGet(5_000_000_000L);
    journal.poke();
    journal.awaitDurable(append(journal, 0, "SET b 1"));
    eventually(() -> journal.status().bufferLength() == 0);
    assertEquals(before, disk.count(Operation.FORCE));
    assertEquals(List.of("SELECT 0", "SET a 1", "SET b 1"), load(disk.afterKill()));
    journal.close();
    assertEquals(List.of("SELECT 0", "SET a 1", "SET b 1"), afterCrash());
  }

  @Test
  void syncWritesAndSyncsWhateverThePolicy() throws Exception {
    var journal = open(FsyncPolicy.NO);
    append(journal, 0, "SET a 1");
    journal.sync();
    assertEquals(List.of("SELECT 0", "SET a 1"), afterCrash());
    journal.sync();
  }

  @Test
  void thePolicyMayChangeWhileItRuns() throws Exception {
    var journal = open(FsyncPolicy.NO);
    long end = append(journal, 0, "SET a 1");
    eventually(() -> journal.status().writtenOffset() == end);
    journal.settings(QUICK);
    journal.awaitDurable(end);
    assertEquals(List.of("SELECT 0", "SET a 1"), afterCrash());
    disk.holdForces();
    long waited = append(journal, 0, "SET b 1");
    disk.awaitForceBegun();
    var waiter = Thread.ofVirtual().start(() -> assertStored(journal, waited));
    eventually(() -> waiter.getState() == Thread.State.WAITING);
    journal.settings(QUICK.withFsync(FsyncPolicy.NO));
    waiter.join();
    assertEquals(end, journal.status().syncedOffset());
  }

  @Test
  void aFullDiskIsNoticedAndSoIsItsEnd() throws Exception {
    var journal = open(FsyncPolicy.ALWAYS);
    journal.awaitDurable(append(journal, 0, "SET a 1"));
    String good = fixture.read(FIRST);
    disk.capacity(good.length() + fixture.read("appendonly.aof.manifest").length() + 10);
    long end = append(journal, 0, "SET b 1");
    var e = assertThrows(JournalException.class, () -> journal.awaitDurable(end));
    assertEquals(FULL, e.getMessage());
    assertEquals(FULL, journal.failure());
    assertEquals("err", journal.status().lastWriteStatus());
    eventually(() -> good.equals(fixture.read(FIRST))); // no part of a command stays
    int tries = disk.count(Operation.WRITE);
    eventually(() -> disk.count(Operation.WRITE) > tries + 5);
    assertEquals(1, count("WARNING Error writing to the AOF file: " + FULL));
    disk.capacity(Long.MAX_VALUE);
    eventually(() -> journal.failure() == null);
    journal.awaitDurable(end);
    assertEquals(List.of("SELECT 0", "SET a 1", "SET b 1"), afterCrash());
    journal.awaitDurable(append(journal, 0, "SET c 1"));
    assertEquals(1, count("WARNING AOF write error looks solved. The server can write again."));
    assertEquals("ok", journal.status().lastWriteStatus());
  }

  @Test
  void theReasonIsLoggedEveryHalfMinuteOnly() throws Exception {
    var journal = open(FsyncPolicy.ALWAYS);
    disk.capacity(0);
    append(journal, 0, "SET a 1");
    for (int i = 1; i <= 3; i++) {
      int expected = i;
      eventually(() -> count("WARNING Error writing to the AOF file: " + FULL) == expected);
      fixture.nanos.addAndGet(30_000_000_000L);
    }
  }

  @Test
  void shortWritesAreContinued() throws Exception {
    disk.longestWrite(3);
    var journal = open(FsyncPolicy.ALWAYS);
    journal.awaitDurable(append(journal, 0, "SET a 1234567890"));
    assertEquals(List.of("SELECT 0", "SET a 1234567890"), afterCrash());
  }

  @Test
  void afterAFailedFsyncTheDataIsWrittenAnew() throws Exception {
    var journal = open(FsyncPolicy.ALWAYS);
    journal.awaitDurable(append(journal, 5, "SET a 1"));
    String good = fixture.read(FIRST);
    disk.fail(Operation.FORCE, 0, 1, "Input/output error");
    disk.holdForces();
    disk.allowForces(1); // the next one would end the failure before anybody has seen it
    long end = append(journal, 5, "SET b 1");
    var e = assertThrows(JournalException.class, () -> journal.awaitDurable(end));
    assertEquals("Input/output error", e.getMessage());
    disk.allowForces(1_000);
    eventually(() -> journal.failure() == null);
    journal.awaitDurable(end);
    journal.awaitDurable(append(journal, 5, "SET c 1"));
    assertEquals(good, fixture.read(FIRST));
    assertEquals(resp("SELECT 5", "SET b 1", "SET c 1"), fixture.read(SECOND));
    assertEquals(
        "file " + FIRST + " seq 1 type i\nfile " + SECOND + " seq 2 type i\n",
        fixture.read("appendonly.aof.manifest"));
    assertEquals(List.of("SELECT 5", "SET a 1", "SELECT 5", "SET b 1", "SET c 1"), afterCrash());
    assertEquals(good.length() + fixture.read(SECOND).length(), journal.status().currentSize());
  }

  @Test
  void everysecKeepsWhatIsNotSyncedForWritingItAnew() throws Exception {
    var journal = open(FsyncPolicy.EVERYSEC);
    disk.fail(Operation.FORCE, 0, 1, "Input/output error");
    for (int i = 0; i < 3; i++) {
      long end = append(journal, 0, "SET k" + i + " 1");
      eventually(() -> journal.status().writtenOffset() == end);
    }
    fixture.nanos.addAndGet(1_000_000_000);
    journal.poke();
    eventually(() -> journal.status().syncedOffset() == journal.status().appendedOffset());
    assertEquals("", fixture.read(FIRST));
    assertEquals(List.of("SELECT 0", "SET k0 1", "SET k1 1", "SET k2 1"), afterCrash());
  }

  @Test
  void whatIsKeptIsBounded() throws Exception {
    var journal = open(FsyncPolicy.EVERYSEC);
    int before = disk.count(Operation.FORCE);
    long end = append(journal, 0, "SET a " + "x".repeat(QUICK.unsyncedLimit()));
    eventually(() -> journal.status().syncedOffset() == end);
    assertEquals(before + 1, disk.count(Operation.FORCE));
  }

  @Test
  void whileItFailsNothingIsAcknowledged() throws Exception {
    var journal = open(FsyncPolicy.EVERYSEC);
    disk.capacity(0);
    append(journal, 0, "SET a 1");
    eventually(() -> FULL.equals(journal.failure()));
    long end = append(journal, 0, "SET b 1");
    assertThrows(JournalException.class, () -> journal.awaitDurable(end));
  }

  @Test
  void whatCannotBeStoredAtTheEndIsReported() throws Exception {
    var journal = AofJournal.open(fixture.env, fixture.directory(), QUICK);
    disk.capacity(0);
    append(journal, 0, "SET a 1");
    var e = assertThrows(JournalException.class, journal::close);
    assertEquals(FULL, e.getMessage());
    long end = append(journal, 0, "SET b 1");
    assertThrows(JournalException.class, () -> journal.awaitDurable(end));
  }

  @Test
  void aClosedJournalAcknowledgesNothing() throws Exception {
    var journal = AofJournal.open(fixture.env, fixture.directory(), QUICK);
    long stored = append(journal, 0, "SET a 1");
    journal.close();
    journal.close();
    journal.awaitDurable(stored);
    long end = append(journal, 0, "SET b 1");
    var e = assertThrows(JournalException.class, () -> journal.awaitDurable(end));
    assertEquals("The append only file is closed", e.getMessage());
  }

  @Test
  void clientsWaitForRoom() throws Exception {
    disk.holdForces();
    disk.allowForces(2); // the manifest, and the file when it is opened
    var journal = open(FsyncPolicy.ALWAYS);
    append(journal, 0, "SET a 1");
    disk.awaitForceBegun();
    disk.awaitForceBegun();
    disk.awaitForceBegun();
    append(journal, 0, "SET a " + "x".repeat(QUICK.bufferLimit()));
    assertTrue(journal.congested());
    assertTrue(journal.status().bufferLength() > QUICK.bufferLimit());
    var waiter = Thread.ofVirtual().start(journal::awaitRoom);
    eventually(() -> waiter.getState() == Thread.State.WAITING);
    disk.allowForces(1);
    waiter.join();
    assertFalse(journal.congested());
  }

  @Test
  void nobodyWaitsForRoomOnAFullDisk() throws Exception {
    var journal = open(FsyncPolicy.EVERYSEC);
    disk.capacity(0);
    append(journal, 0, "SET a " + "x".repeat(QUICK.bufferLimit()));
    journal.awaitRoom();
    assertTrue(journal.congested());
    assertEquals(FULL, journal.failure());
  }

  @Test
  void timestampsStandBeforeTheFirstEffectOfASecond() throws Exception {
    var journal = open(FsyncPolicy.ALWAYS);
    journal.settings(QUICK.withTimestamps(true));
    append(journal, 0, "SET a 1");
    append(journal, 0, "SET b 1");
    fixture.nanos.addAndGet(2_000_000_000);
    journal.awaitDurable(append(journal, 0, "SET c 1"));
    assertEquals(
        "#TS:1700000000\r\n"
            + resp("SELECT 0", "SET a 1", "SET b 1")
            + "#TS:1700000002\r\n"
            + resp("SET c 1"),
        fixture.read(FIRST));
  }

  @Test
  void aSlowFsyncIsCounted() throws Exception {
    var journal = open(FsyncPolicy.ALWAYS);
    disk.holdForces();
    long end = append(journal, 0, "SET a 1");
    disk.awaitForceBegun();
    fixture.nanos.addAndGet(2_000_000_000);
    disk.allowForces(1);
    journal.awaitDurable(end);
    assertEquals(1, journal.status().delayedFsync());
  }

  @Test
  void largeEffectsAndSmallOnesKeepTheirOrder() throws Exception {
    var journal = open(FsyncPolicy.NO);
    var expected = new ArrayList<String>();
    for (int i = 0; i < 200; i++) {
      String command = "SET k" + i + " " + "x".repeat(i % 20 == 0 ? 700_000 : i);
      append(journal, 0, command);
      expected.add(command);
    }
    journal.close();
    var loaded = afterCrash();
    assertEquals(expected, loaded.subList(1, loaded.size()));
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsAnErrorAtTheStart() {
    disk.fail(Operation.OPEN, 0, 1, "Read-only file system");
    var e =
        assertThrows(
            IOException.class, () -> AofJournal.open(fixture.env, fixture.directory(), QUICK));
    assertEquals(
        "Can't open the append-only file "
            + Fixture.AOF_DIR.resolve(FIRST)
            + ": Read-only file system",
        e.getMessage());
  }

  @Test
  void withoutAJournalEverythingIsStored() throws Exception {
    try (var none = Journal.NONE) {
      none.awaitDurable(none.append(0, bytes("x"), 0, 1));
      assertNull(none.failure());
      assertFalse(none.congested());
      none.awaitRoom();
    }
  }

  private AofJournal open(FsyncPolicy policy) throws IOException {
    var journal = AofJournal.open(fixture.env, fixture.directory(), QUICK.withFsync(policy));
    open.add(journal);
    return journal;
  }

  private static long append(Journal journal, int db, String command) {
    byte[] encoded = bytes(resp(command));
    return journal.append(db, encoded, 0, encoded.length);
  }

  private static void assertStored(Journal journal, long end) {
    try {
      journal.awaitDurable(end);
    } catch (JournalException e) {
      throw new AssertionError(e);
    }
  }

  private long count(String line) {
    return fixture.log.stream().filter(line::equals).count();
  }

  private List<String> afterCrash() throws IOException {
    return load(disk.afterCrash());
  }

  private static List<String> load(MemoryDisk disk) throws IOException {
    var recorder = new Recorder();
    new Fixture(disk).load(recorder);
    return recorder.commands;
  }
}
