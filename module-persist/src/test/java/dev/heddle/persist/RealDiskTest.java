package dev.heddle.persist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.persist.Disk.Mode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealDiskTest {
  @TempDir Path dir;

  private final Disk disk = Disk.real();

  @Test
  void whatIsWrittenAtAPositionIsReadThere() throws Exception {
    var bytes = new byte[3_000_000];
    new Random(1).nextBytes(bytes);
    Path path = dir.resolve("a");
    try (var file = disk.open(path, Mode.CREATE)) {
      file.writeFully(ByteBuffer.wrap(bytes, 0, 2_000_000), 0);
      file.writeFully(ByteBuffer.wrap(bytes, 1_000_000, 2_000_000), 1_000_000);
      file.force();
      assertEquals(bytes.length, file.size());
      file.truncate(5);
    }
    try (var file = disk.open(path, Mode.WRITE)) {
      assertEquals(5, file.size());
      file.writeFully(ByteBuffer.wrap(bytes, 5, bytes.length - 5), 5);
    }
    try (var input = new FileInput(disk.open(path, Mode.READ), "a")) {
      assertArrayEquals(bytes, input.bytes(bytes.length));
    }
  }

  @Test
  void renamingReplaces() throws Exception {
    Files.writeString(dir.resolve("a"), "new");
    Files.writeString(dir.resolve("b"), "old");
    disk.rename(dir.resolve("a"), dir.resolve("b"));
    disk.forceDirectory(dir);
    assertEquals("new", Files.readString(dir.resolve("b")));
    assertFalse(disk.exists(dir.resolve("a")));
  }

  @Test
  void makingADirectoryTwiceAndDeletingAFileTwiceIsFine() throws Exception {
    disk.makeDirectory(dir.resolve("d"));
    disk.makeDirectory(dir.resolve("d"));
    assertTrue(disk.exists(dir.resolve("d")));
    Files.writeString(dir.resolve("a"), "x");
    disk.delete(dir.resolve("a"));
    disk.delete(dir.resolve("a"));
  }

  @Test
  void reasonsAreTheOperatingSystems() throws Exception {
    Path missing = dir.resolve("missing/file");
    var e = assertThrows(IOException.class, () -> disk.open(missing, Mode.CREATE));
    assertEquals("No such file or directory", DiskError.reason(e));
    Files.writeString(dir.resolve("plain"), "x");
    e = assertThrows(IOException.class, () -> disk.open(dir.resolve("plain/file"), Mode.CREATE));
    assertEquals("Not a directory", DiskError.reason(e));
  }

  @Test
  void aPlaceThatIsNotADirectoryIsAClearError() throws Exception {
    Files.writeString(dir.resolve("appendonlydir"), "x");
    var env = Environment.real((level, text) -> {});
    var e =
        assertThrows(
            IOException.class,
            () -> {
              var directory = AofDirectory.open(env, dir, "appendonlydir", "appendonly.aof");
              AofJournal.open(env, directory, AofSettings.DEFAULTS).close();
            });
    assertTrue(e.getMessage().endsWith(": Not a directory"), e.getMessage());
    e =
        assertThrows(
            IOException.class,
            () -> AofDirectory.open(env, dir.resolve("none"), "appendonlydir", "appendonly.aof"));
    assertEquals(
        "Can't open or create append-only dir "
            + dir.resolve("none/appendonlydir")
            + ": No such file or directory",
        e.getMessage());
  }
}
