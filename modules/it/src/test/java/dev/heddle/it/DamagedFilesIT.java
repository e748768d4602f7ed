package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that are damaged: an unfinished end is cut, everything else stops the start, with the file
 * and the offset and without touching anything.
 */
class DamagedFilesIT {
  private static final String INCREMENT = "appendonly.aof.1.incr.aof";

  @TempDir Path directory;
  private Path increment;
  private byte[] sound;

  @BeforeEach
  void write() throws IOException {
    increment = directory.resolve("appendonlydir").resolve(INCREMENT);
    try (var heddle = Heddle.start(HeddleConfig.create().appendOnly(directory));
        var wire = new Wire(heddle.port())) {
      wire.call("SET", "first", "1");
      wire.call("SET", "second", "2");
      wire.call("SET", "third", "3");
    }
    sound = Files.readAllBytes(increment);
  }

  private static byte[] set(String key, String value) {
    var encoder = new CommandEncoder();
    encoder.command("SET", key, value);
    return encoder.toBytes();
  }

  private HeddleProcess launch(String... options) throws IOException {
    return HeddleProcess.launch(List.of(), directory, options);
  }

  /** Starts a server that does not come up; returns what it says. */
  private String refusedStart(String... options) throws Exception {
    try (var server = launch(options)) {
      assertEquals(1, server.awaitExit(), server.output());
      assertFalse(server.output().contains("Ready to accept connections"), server.output());
      return server.output();
    }
  }

  private static void assertMentions(String output, String... parts) {
    for (String part : parts) {
      assertTrue(output.contains(part), () -> "no '" + part + "' in:\n" + output);
    }
  }

  private void appendHalfACommand() throws IOException {
    byte[] whole = set("fourth", "4");
    Files.write(increment, Arrays.copyOf(whole, whole.length - 5), StandardOpenOption.APPEND);
  }

  @Test
  void anUnfinishedEndIsCutWithAWarning() throws Exception {
    appendHalfACommand();
    long torn = Files.size(increment) - sound.length;
    try (var server = HeddleProcess.start(directory, "--appendonly", "yes");
        var wire = new Wire(server.port())) {
      assertMentions(
          server.startOutput(),
          "# !!! Warning: short read while loading the AOF file " + INCREMENT,
          "Truncating the AOF %s at offset %d (dropping %d bytes)"
              .formatted(INCREMENT, sound.length, torn));
      assertEquals(new Reply.Int(3), wire.call("DBSIZE"));
      assertEquals(new Reply.Simple("OK"), wire.call("SET", "fourth", "4"));
    }
    try (var server = HeddleProcess.start(directory, "--appendonly", "yes");
        var wire = new Wire(server.port())) {
      assertFalse(server.startOutput().contains("!!!"), server.output());
      assertEquals(new Reply.Int(4), wire.call("DBSIZE"));
    }
  }

  @Test
  void whereverTheEndIsCutOffWhatIsWholeIsLoaded() throws IOException {
    byte[] last = set("third", "3");
    int before = sound.length - last.length;
    HeddleConfig quiet = HeddleConfig.create().appendOnly(directory).set("loglevel", "nothing");
    assertArrayEquals(last, Arrays.copyOfRange(sound, before, sound.length));
    for (int length = before; length < sound.length; length++) {
      Files.write(increment, Arrays.copyOf(sound, length));
      try (var heddle = Heddle.start(quiet);
          var wire = new Wire(heddle.port())) {
        assertEquals(new Reply.Int(2), wire.call("DBSIZE"), "cut at " + length);
      }
      assertEquals(before, Files.size(increment), "cut at " + length);
    }
  }

  @Test
  void anUnfinishedEndStopsTheStartWhereItIsNotToBeCut() throws Exception {
    appendHalfACommand();
    byte[] torn = Files.readAllBytes(increment);
    assertMentions(
        refusedStart("--appendonly", "yes", "--aof-load-truncated", "no"),
        INCREMENT + " at offset " + sound.length,
        "aof-load-truncated");
    assertArrayEquals(torn, Files.readAllBytes(increment));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void garbageInTheMiddleStopsTheStart(String loadTruncated) throws Exception {
    int offset = sound.length - set("third", "3").length - set("second", "2").length;
    byte[] damaged = sound.clone();
    Arrays.fill(damaged, offset, offset + 4, (byte) '?');
    Files.write(increment, damaged);
    assertMentions(
        refusedStart("--appendonly", "yes", "--aof-load-truncated", loadTruncated),
        "Bad file format reading the append only file " + INCREMENT + " at offset " + offset);
    assertArrayEquals(damaged, Files.readAllBytes(increment));
  }

  @Test
  void aCommandThatCannotBeStopsTheStart() throws Exception {
    var encoder = new CommandEncoder();
    encoder.command("INCR", "first", "twice");
    Files.write(increment, encoder.toBytes(), StandardOpenOption.APPEND);
    assertMentions(
        refusedStart("--appendonly", "yes"),
        "'INCR'",
        INCREMENT + " at offset " + sound.length,
        "wrong number of arguments");
  }

  @Test
  void aFileThatIsMissingStopsTheStart() throws Exception {
    Files.delete(increment);
    assertMentions(refusedStart("--appendonly", "yes"), INCREMENT, "No such file or directory");
    assertTrue(Files.notExists(increment));
  }

  @Test
  void aDamagedManifestStopsTheStart() throws Exception {
    Path manifest = directory.resolve("appendonlydir/appendonly.aof.manifest");
    Files.writeString(manifest, "file a seq one type i\n");
    assertMentions(refusedStart("--appendonly", "yes"), "appendonly.aof.manifest", "line");
    assertArrayEquals(sound, Files.readAllBytes(increment));
  }

  @Test
  void aDamagedSnapshotStopsTheStart() throws Exception {
    Path snapshot = directory.resolve("dump.rdb");
    try (var heddle = Heddle.start(HeddleConfig.create().set("dir", directory.toString()));
        var wire = new Wire(heddle.port())) {
      wire.call("SET", "key", "value");
      wire.call("SAVE");
    }
    byte[] damaged = Files.readAllBytes(snapshot);
    damaged[damaged.length - 1] ^= 1;
    Files.write(snapshot, damaged);
    assertMentions(refusedStart(), "dump.rdb", "offset", "checksum");
    Files.write(snapshot, Arrays.copyOf(damaged, damaged.length - 12));
    assertMentions(refusedStart(), "dump.rdb", "offset", "Unexpected EOF");
  }
}
