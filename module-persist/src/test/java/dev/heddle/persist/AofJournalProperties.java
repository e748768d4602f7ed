package dev.heddle.persist;

import static dev.heddle.persist.Fixture.bytes;
import static dev.heddle.persist.Fixture.resp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.persist.MemoryDisk.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever the disk does: what is found later is what was appended, without a gap. */
class AofJournalProperties {
  private static final AofSettings SETTINGS =
      new AofSettings(
          FsyncPolicy.ALWAYS,
          /* timestamps= */ false,
          /* keepHistory= */ false,
          /* bufferLimit= */ 1 << 20,
          /* unsyncedLimit= */ 300,
          Duration.ZERO,
          Duration.ofNanos(50_000),
          Duration.ofNanos(200_000));

  @Property(tries = 300)
  void nothingAcknowledgedIsLost(@ForAll long seed, @ForAll FsyncPolicy policy) throws Exception {
    var random = new Random(seed);
    var fixture = new Fixture();
    var appended = new ArrayList<String>();
    int acknowledged = 0;
    boolean fsyncFails = random.nextBoolean();
    try (var journal =
        AofJournal.open(fixture.env, fixture.directory(), SETTINGS.withFsync(policy))) {
      for (int i = 0; i < 60; i++) {
        disturb(fixture.disk, random, fsyncFails);
        String command = "SET k" + i + " " + "v".repeat(random.nextInt(50));
        appended.add(command);
        byte[] encoded = bytes(resp(command));
        long end = journal.append(random.nextInt(2), encoded, 0, encoded.length);
        if (random.nextInt(3) > 0 && isStored(journal, end) && policy == FsyncPolicy.ALWAYS) {
          acknowledged = i + 1;
        }
        if (random.nextInt(5) == 0) {
          fixture.nanos.addAndGet(1_000_000_000);
          journal.poke();
          check(fixture.disk.afterCrash(), appended, acknowledged);
          if (!fsyncFails) {
            check(fixture.disk.afterKill(), appended, acknowledged);
          }
        }
      }
      fixture.disk.heal();
      fixture.disk.capacity(Long.MAX_VALUE);
      fixture.disk.longestWrite(Integer.MAX_VALUE);
    }
    check(fixture.disk.afterCrash(), appended, appended.size());
  }

  private static void disturb(MemoryDisk disk, Random random, boolean fsyncFails) {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> {
        var all = Operation.values();
        var operation = all[random.nextInt(all.length)];
        if (fsyncFails || operation != Operation.FORCE) {
          disk.fail(operation, random.nextInt(3), 1 + random.nextInt(3), "EIO");
        }
      }
      case 3 -> disk.capacity(random.nextInt(3000));
      case 4 -> disk.capacity(Long.MAX_VALUE);
      case 5 -> disk.longestWrite(1 + random.nextInt(20));
      case 6 -> disk.heal();
      default -> {}
    }
  }

  private static boolean isStored(Journal journal, long end) {
    try {
      journal.awaitDurable(end);
      return true;
    } catch (JournalException e) {
      return false;
    }
  }

  private static void check(MemoryDisk disk, List<String> appended, int acknowledged)
      throws IOException {
    var recorder = new Recorder();
    new Fixture(disk).load(recorder);
    var loaded = recorder.commands.stream().filter(c -> !c.startsWith("SELECT")).toList();
    assertTrue(loaded.size() >= acknowledged, loaded.size() + " of " + acknowledged);
    assertEquals(appended.subList(0, loaded.size()), loaded);
  }
}
