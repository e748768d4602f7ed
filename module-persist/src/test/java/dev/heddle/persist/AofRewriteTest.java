package dev.heddle.persist;

import static dev.heddle.persist.Fixture.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.persist.MemoryDisk.Operation;
import dev.heddle.store.StringValue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The numbers from 1 on are set one after the other; rewrites must neither lose nor repeat one. */
@Timeout(60)
class AofRewriteTest {
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
  private final AtomicInteger appended = new AtomicInteger();
  private final AtomicInteger acknowledged = new AtomicInteger();

  private AofJournal open() throws IOException {
    return AofJournal.open(fixture.env, fixture.directory(), QUICK);
  }

  private void set(AofJournal journal, int numbers) throws JournalException {
    for (int i = 0; i < numbers; i++) {
      byte[] command = bytes(Fixture.resp("SET n " + appended.incrementAndGet()));
      journal.awaitDurable(journal.append(3, command, 0, command.length));
      acknowledged.set(appended.get());
    }
  }

  /** Writes what a snapshot at the beginning of the rewrite holds. */
  private long finish(AofRewrite rewrite, int number) throws IOException {
    return rewrite.run(AofRewrite.Form.RDB, path -> base(path, number));
  }

  private void base(Path path, int number) throws IOException {
    RdbFile.save(
        fixture.env,
        path,
        RdbOptions.DEFAULTS,
        0,
        writer -> {
          writer.database(3, 1, 0);
          writer.entry(bytes("n"), StringValue.of(number), -1, 0, 0);
        });
  }

  /** The last number, when all that lead to it are there. */
  private static int load(MemoryDisk disk) throws IOException {
    var found = new Recorder();
    new Fixture(disk).load(found);
    int last = 0;
    for (String entry : found.entries) {
      last = Integer.parseInt(entry.substring(entry.indexOf('=') + 1).replaceAll("[^0-9]", ""));
    }
    for (String command : found.commands) {
      if (command.startsWith("SET n ")) {
        assertEquals(
            ++last, Integer.parseInt(command.substring(6)), () -> found.commands.toString());
      }
    }
    return last;
  }

  @Test
  void theBaseTakesThePlaceOfAllBefore() throws Exception {
    try (var journal = open()) {
      set(journal, 5);
      AofRewrite rewrite = journal.beginRewrite();
      set(journal, 3);
      long size = finish(rewrite, 5);
      assertEquals(size, journal.status().currentSize());
      assertEquals(size, journal.status().baseSize());
      set(journal, 2);
      assertTrue(journal.status().currentSize() > size);
    }
    assertEquals(
        "file appendonly.aof.1.base.rdb seq 1 type b\nfile appendonly.aof.2.incr.aof seq 2 type i\n",
        fixture.read("appendonly.aof.manifest"));
    assertEquals(10, load(disk));
    assertFalse(disk.exists(Fixture.AOF_DIR.resolve("appendonly.aof.1.incr.aof")));
  }

  @Test
  void atEveryMomentWhatWasAcknowledgedIsThere() throws Exception {
    record Moment(MemoryDisk crash, MemoryDisk kill, int acknowledged) {}
    var moments = new ArrayList<Moment>();
    disk.beforeEach(
        () -> moments.add(new Moment(disk.afterCrash(), disk.afterKill(), acknowledged.get())));
    try (var journal = open()) {
      for (int round = 0; round < 3; round++) {
        set(journal, 3);
        AofRewrite rewrite = journal.beginRewrite();
        int number = appended.get();
        set(journal, 3);
        finish(rewrite, number);
      }
    }
    assertTrue(moments.size() > 50, () -> "only " + moments.size());
    for (Moment moment : moments) {
      assertTrue(load(moment.crash()) >= moment.acknowledged());
      assertTrue(load(moment.kill()) >= moment.acknowledged());
    }
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void whateverFailsOnceNothingIsLost(Operation operation) throws Exception {
    for (int after = 0; after < 12; after++) {
      var test = new AofRewriteTest();
      test.failOnce(operation, after);
    }
  }

  private void failOnce(Operation operation, int after) throws Exception {
    try (var journal = open()) {
      set(journal, 3);
      disk.fail(operation, after, 1, "Input/output error");
      for (int round = 0; round < 2; round++) {
        AofRewrite rewrite = journal.beginRewrite();
        int number = appended.get();
        trySet(journal);
        try {
          finish(rewrite, number);
        } catch (IOException e) {
          assertTrue(String.valueOf(e.getMessage()).contains("error"), e.getMessage());
        }
        trySet(journal);
      }
      disk.heal();
      assertTrue(load(disk.afterCrash()) >= acknowledged.get());
    }
    assertEquals(appended.get(), load(disk));
    try (var again = open()) {
      finish(again.beginRewrite(), appended.get());
    }
    assertEquals(appended.get(), load(disk));
    assertEquals(3, disk.list(Fixture.AOF_DIR).size(), () -> disk.list(Fixture.AOF_DIR).toString());
  }

  /** An effect whose acknowledgement fails is kept all the same, and stored later. */
  private void trySet(AofJournal journal) {
    try {
      set(journal, 1);
    } catch (JournalException e) {
      assertTrue(e.getMessage().contains("error"), e.getMessage());
    }
  }

  @Test
  void anewNothingCountsBeforeTheFirstBase() throws Exception {
    try (var journal = open()) {
      set(journal, 5);
    }
    AofDirectory directory = fixture.directory();
    directory.startAnew();
    try (var journal = AofJournal.open(fixture.env, directory, QUICK)) {
      assertTrue(journal.needsBase());
      AofRewrite failing = journal.beginRewrite();
      set(journal, 2);
      assertThrows(
          IOException.class,
          () ->
              failing.run(
                  AofRewrite.Form.RDB,
                  path -> {
                    throw new IOException("no room");
                  }));
      assertTrue(journal.needsBase());
      assertEquals(5, load(disk.afterCrash()));
      AofRewrite rewrite = journal.beginRewrite();
      int number = appended.get();
      set(journal, 2);
      finish(rewrite, number);
      assertFalse(journal.needsBase());
      assertEquals(9, load(disk.afterCrash()));
    }
  }

  @Test
  void aDirectoryWithoutAJournalIsRewrittenToo() throws Exception {
    try (var journal = open()) {
      set(journal, 5);
    }
    finish(AofRewrite.of(fixture.directory(), false), 7);
    assertEquals(List.of("appendonly.aof.1.base.rdb", "appendonly.aof.manifest"), names());
    assertEquals(7, load(disk));
  }

  @Test
  void whatIsReplacedStaysAsLongAsThatIsAskedFor() throws Exception {
    String replaced = "appendonly.aof.1.incr.aof";
    var keeping = QUICK.withKeptHistory(true);
    try (var journal = AofJournal.open(fixture.env, fixture.directory(), keeping)) {
      set(journal, 5);
      finish(journal.beginRewrite(), 5);
    }
    String manifest = fixture.read("appendonly.aof.manifest");
    assertTrue(manifest.contains("file " + replaced + " seq 1 type h\n"), manifest);
    finish(AofRewrite.of(fixture.directory(), /* keepHistory= */ true), 5);
    try (var journal = AofJournal.open(fixture.env, fixture.directory(), keeping)) {
      assertTrue(names().contains(replaced), names().toString());
      journal.settings(QUICK);
      Eventually.eventually(() -> !names().contains(replaced));
    }
    manifest = fixture.read("appendonly.aof.manifest");
    assertFalse(manifest.contains("type h"), manifest);
    assertEquals(5, load(disk));
  }

  private List<String> names() {
    return disk.list(Fixture.AOF_DIR).stream().sorted().toList();
  }

  @Test
  void aClosedJournalFinishesNothing() throws Exception {
    var journal = open();
    set(journal, 3);
    AofRewrite rewrite = journal.beginRewrite();
    journal.close();
    assertThrows(IOException.class, () -> finish(rewrite, 3));
    assertEquals(3, load(disk));
  }
}
