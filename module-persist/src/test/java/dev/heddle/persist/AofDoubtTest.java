package dev.heddle.persist;

import static dev.heddle.persist.Eventually.eventually;
import static dev.heddle.persist.Fixture.bytes;
import static dev.heddle.persist.Fixture.resp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.persist.MemoryDisk.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in files that cannot be trusted as they are. */
@Timeout(60)
class AofDoubtTest {
  private static final String FIRST = "appendonly.aof.1.incr.aof";
  private static final String BROKEN = "Input/output error";
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
    disk.allowForces(1_000_000);
    for (AofJournal journal : open) {
      journal.close();
    }
  }

  private AofJournal open(FsyncPolicy policy) throws IOException {
    var journal = AofJournal.open(fixture.env, fixture.directory(), QUICK.withFsync(policy));
    open.add(journal);
    return journal;
  }

  private static long append(AofJournal journal, String command) {
    byte[] encoded = bytes(resp(command));
    return journal.append(0, encoded, 0, encoded.length);
  }

  private static List<String> load(MemoryDisk disk) throws IOException {
    var recorder = new Recorder();
    new Fixture(disk).load(recorder);
    return recorder.commands;
  }

  private void rewrite(AofJournal journal) throws IOException {
    journal
        .beginRewrite()
        .run(
            AofRewrite.Form.RDB,
            path -> RdbFile.save(fixture.env, path, RdbOptions.DEFAULTS, 0, writer -> {}));
  }

  @Test
  void everysecPromisesNoMoreThanTwoSecondsOfASlowDisk() throws Exception {
    var journal = open(FsyncPolicy.EVERYSEC);
    disk.holdForces();
    append(journal, "SET a 1");
    fixture.nanos.addAndGet(1_000_000_000);
    journal.poke();
    disk.awaitForceBegun();
    append(journal, "SET b 1");
    fixture.nanos.addAndGet(1_900_000_000);
    assertFalse(journal.congested());
    fixture.nanos.addAndGet(100_000_000);
    assertTrue(journal.congested(), "what is written now may be lost in more than two seconds");
    var waiter = Thread.ofVirtual().start(journal::awaitRoom);
    eventually(() -> waiter.getState() == Thread.State.WAITING);
    disk.allowForces(1_000);
    waiter.join();
    assertFalse(journal.congested());
  }

  /** The manifest on the disk may name the new file last: then the old one must not grow. */
  @Test
  void whenItIsNotCertainWhichFileIsTheLastAnotherOneIs() throws Exception {
    var journal = open(FsyncPolicy.ALWAYS);
    journal.awaitDurable(append(journal, "SET a 1"));
    disk.fail(Operation.FORCE_DIRECTORY, 0, 1, BROKEN);
    assertThrows(IOException.class, () -> rewrite(journal));
    journal.awaitDurable(append(journal, "SET b 1"));
    MemoryDisk killed = disk.afterKill();
    Path last = Fixture.AOF_DIR.resolve(lastFile(killed));
    byte[] whole = killed.get(last);
    assertTrue(
        new String(whole, StandardCharsets.UTF_8).endsWith(resp("SET b 1")), () -> last.toString());
    assertEquals(List.of("SELECT 0", "SET a 1", "SELECT 0", "SET b 1"), load(killed));
  }

  private static String lastFile(MemoryDisk disk) {
    String manifest = Recorder.text(disk.get(Fixture.AOF_DIR.resolve("appendonly.aof.manifest")));
    String line = manifest.lines().reduce((one, next) -> next).orElseThrow();
    return line.split(" ", -1)[1];
  }

  @Test
  void whatIsNotInMemoryAndNotTrustedTakesANewBase() throws Exception {
    var journal = open(FsyncPolicy.NO);
    long unsynced = append(journal, "SET a 1");
    eventually(() -> journal.status().writtenOffset() == unsynced);
    disk.fail(Operation.FORCE, 0, 1, BROKEN);
    journal.settings(QUICK.withFsync(FsyncPolicy.ALWAYS));
    eventually(() -> BROKEN.equals(journal.failure()) && journal.needsBase());
    long end = append(journal, "SET b 1");
    var e = assertThrows(JournalException.class, () -> journal.awaitDurable(end));
    assertEquals(BROKEN, e.getMessage());
    rewrite(journal);
    eventually(() -> journal.failure() == null);
    assertFalse(journal.needsBase());
    journal.awaitDurable(append(journal, "SET c 1"));
    assertEquals(List.of("SELECT 0", "SET c 1"), load(disk.afterCrash()));
  }

  @Test
  void aFirstBaseThatCannotBeTakenOverIsStillNeeded() throws Exception {
    AofDirectory directory = fixture.directory();
    directory.startAnew();
    var journal = AofJournal.open(fixture.env, directory, QUICK);
    open.add(journal);
    disk.fail(Operation.RENAME, 1, 1, BROKEN); // the base passes, the manifest does not
    assertThrows(IOException.class, () -> rewrite(journal));
    assertTrue(journal.needsBase());
    rewrite(journal);
    assertFalse(journal.needsBase());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*3\r\n$3\r\nSE", "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$3\r\nab", "*"})
  void zerosAtTheEndAreAnUnfinishedWrite(String begun) throws Exception {
    String good = resp("SELECT 0", "SET a 1");
    fixture
        .manifest("file " + FIRST + " seq 1 type i\n")
        .file(FIRST, good + begun + "\0".repeat(5000));
    assertEquals(List.of("SELECT 0", "SET a 1"), load(disk));
    assertEquals(good, fixture.read(FIRST));
  }

  @Test
  void zerosBeforeSomethingElseAreDamage() {
    fixture
        .manifest("file " + FIRST + " seq 1 type i\n")
        .file(FIRST, resp("SET a 1") + "\0".repeat(5000) + resp("SET b 1"));
    assertThrows(AofFormatException.class, () -> load(disk));
  }
}
