package dev.heddle.persist;

import static dev.heddle.persist.Fixture.bytes;
import static dev.heddle.persist.Fixture.resp;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.store.StringValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AofDirectoryTest {
  private static final String FIRST = "appendonly.aof.1.incr.aof";
  private static final String SECOND = "appendonly.aof.2.incr.aof";
  private static final String ONE = "file " + FIRST + " seq 1 type i\n";
  private static final String TWO = ONE + "file " + SECOND + " seq 2 type i\n";

  private final Fixture fixture = new Fixture();
  private final Recorder recorder = new Recorder();

  @Test
  void anEmptyDirectoryGetsAFirstIncrementAndAManifest() throws Exception {
    var directory = fixture.directory();
    assertTrue(directory.isEmpty());
    assertEquals(new LoadSummary(0, 0, 0, 0, 0), load(directory));
    directory.openLast();
    assertEquals(ONE, fixture.read("appendonly.aof.manifest"));
    assertEquals("", fixture.read(FIRST));
    assertFalse(new Fixture(fixture.disk.afterCrash()).directory().isEmpty());
  }

  @Test
  void theBaseComesFirstThenTheIncrementsInOrder() throws Exception {
    fixture
        .manifest("file b.rdb seq 1 type b\n" + TWO)
        .file("b.rdb", rdb("a"))
        .file(FIRST, resp("SELECT 0", "SET b 1"))
        .file(SECOND, resp("SET c 2"));
    assertEquals(
        new LoadSummary(3, 1, 3, fixture.directory().totalSize(), 0), load(fixture.directory()));
    assertEquals(List.of("0 a=v"), recorder.entries);
    assertEquals(List.of("SELECT 0", "SET b 1", "SET c 2"), recorder.commands);
    assertTrue(recorder.fields.contains("aof-base=1"));
  }

  @Test
  void commandsMayFollowTheRdbPartOfAFile() throws Exception {
    fixture
        .manifest("file a.aof seq 1 type b\n")
        .file("a.aof", Fixture.concat(rdb("x"), bytes(resp("SET y 1"))));
    load(fixture.directory());
    assertEquals(List.of("0 x=v"), recorder.entries);
    assertEquals(List.of("SET y 1"), recorder.commands);
  }

  @Test
  void theSingleFileOfRedis6BecomesTheBase() throws Exception {
    fixture.disk.put(Fixture.DIR.resolve("appendonly.aof"), bytes(resp("SET a 1")));
    var directory = fixture.directory();
    load(directory);
    assertEquals(List.of("SET a 1"), recorder.commands);
    assertEquals("file appendonly.aof seq 1 type b\n", fixture.read("appendonly.aof.manifest"));
    assertFalse(fixture.disk.exists(Fixture.DIR.resolve("appendonly.aof")));
    directory.openLast();
    assertEquals(
        "file appendonly.aof seq 1 type b\n" + ONE, fixture.read("appendonly.aof.manifest"));
  }

  @Test
  void anUpgradeThatWasInterruptedIsFinished() throws Exception {
    fixture.disk.put(Fixture.DIR.resolve("appendonly.aof"), bytes(resp("SET a 1")));
    fixture.disk.fail(MemoryDisk.Operation.RENAME, 1, 1, "Input/output error");
    assertThrows(IOException.class, fixture::directory);
    assertEquals("file appendonly.aof seq 1 type b\n", fixture.read("appendonly.aof.manifest"));
    load(fixture.directory());
    assertEquals(List.of("SET a 1"), recorder.commands);
  }

  @Test
  void aSingleFileBesideAUsedDirectoryIsLeftAlone() throws Exception {
    fixture.manifest(ONE).file(FIRST, resp("SET a 1"));
    fixture.disk.put(Fixture.DIR.resolve("appendonly.aof"), bytes(resp("SET b 1")));
    load(fixture.directory());
    assertEquals(List.of("SET a 1"), recorder.commands);
  }

  @Test
  void historyIsDeletedAndForgotten() throws Exception {
    fixture
        .manifest("file old.rdb seq 1 type h\nfile gone.aof seq 1 type h\n" + ONE)
        .file("old.rdb", "x")
        .file(FIRST, "");
    fixture.directory().tidy();
    assertEquals(ONE, fixture.read("appendonly.aof.manifest"));
    assertEquals(List.of(FIRST, "appendonly.aof.manifest"), fixture.disk.list(Fixture.AOF_DIR));
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPEN", "WRITE", "FORCE", "RENAME"})
  void aManifestThatCannotBeReplacedStaysAsItIs(String operation) throws Exception {
    fixture.manifest(ONE).file(FIRST, "");
    var directory = fixture.directory();
    var draft = directory.draftIncrement();
    fixture.disk.fail(MemoryDisk.Operation.valueOf(operation), 0, 1, "Input/output error");
    assertThrows(IOException.class, () -> directory.adopt(draft));
    assertEquals(ONE, fixture.read("appendonly.aof.manifest"));
    directory.adopt(draft);
    assertEquals(TWO, fixture.read("appendonly.aof.manifest"));
  }

  @Test
  void aMissingFileIsNamed() {
    fixture.manifest(ONE);
    var e = assertThrows(IOException.class, () -> load(fixture.directory()));
    assertEquals(
        "Unable to obtain the AOF file " + FIRST + " length: No such file or directory",
        e.getMessage());
  }

  @Test
  void aFileCutAnywhereLoadsUpToTheLastWholeCommandOrTransaction() throws Exception {
    String whole =
        resp("SELECT 0", "SET a 1")
            + "#TS:1700000000\r\n"
            + resp("SET b 2", "MULTI", "SET c 3", "SET d 4", "exec", "DEL a");
    int[] ends = {23, 50, 66, 93, whole.length() - 20, whole.length()};
    int[] commands = {1, 2, 2, 3, 5, 6};
    for (int n = 0; n <= whole.length(); n++) {
      var f = new Fixture().manifest(ONE).file(FIRST, whole.substring(0, n));
      var r = new Recorder();
      var summary = f.load(r);
      int good = 0;
      int expected = 0;
      for (int i = 0; i < ends.length && ends[i] <= n; i++) {
        good = ends[i];
        expected = commands[i];
      }
      assertEquals(expected, r.commands.size(), "cut at " + n);
      assertEquals(good, f.read(FIRST).length(), "cut at " + n);
      assertEquals(n - good, summary.dropped());
      assertEquals(good, summary.bytes());
      assertEquals(good < n, f.log.stream().anyMatch(l -> l.contains("Truncating the AOF")));
    }
  }

  @Test
  void withoutAofLoadTruncatedAnUnfinishedFileIsAnError() {
    String text = resp("SET a 1", "MULTI", "SET b 1");
    fixture.manifest(ONE).file(FIRST, text);
    var e =
        assertThrows(
            AofFormatException.class,
            () ->
                fixture
                    .directory()
                    .load(
                        fixture.packing,
                        recorder,
                        new LoadOptions(false, true),
                        LoadProgress.NONE));
    assertTrue(
        e.getMessage()
            .startsWith(
                "Unexpected end of file reading the append only file " + FIRST + " at offset 27."));
    assertEquals(27, e.offset());
    assertEquals(text, fixture.read(FIRST));
    assertEquals(
        List.of("WARNING Revert incomplete MULTI/EXEC transaction in AOF file " + FIRST),
        fixture.log);
  }

  @Test
  void onlyTheLastFileMayBeUnfinished() {
    fixture.manifest(TWO).file(FIRST, resp("SET a 1") + "*3").file(SECOND, "");
    var e = assertThrows(AofFormatException.class, () -> load(fixture.directory()));
    assertEquals(
        "Fatal error: the truncated file is not the last file: "
            + FIRST
            + " ends unfinished at offset 27",
        e.getMessage());
    assertEquals(29, fixture.read(FIRST).length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+3\r\n",
        "x",
        "\n",
        "\0\0\0",
        "*0\r\n",
        "*\r\n",
        "*-1\r\n",
        "*3\n$3",
        "*1x\r\n",
        "*12345678901\r\n",
        "*1\r\n$x\r\n",
        "*1\r\n$-1\r\n",
        "*1\r\n$3\r\nsetxx",
        "*1\r\n$3\r\nset\rx",
        "*1\r\n*1\r\n",
        "*1\r\n$99999999999\r\n",
        "*1\r\n$9999999999\r\n"
      })
  void aCorruptMiddleNamesFileAndOffset(String corrupt) {
    String text = resp("SET a 1") + corrupt + resp("SET b 1");
    fixture.manifest(ONE).file(FIRST, text);
    var e = assertThrows(AofFormatException.class, () -> load(fixture.directory()));
    assertEquals(
        "Bad file format reading the append only file "
            + FIRST
            + " at offset 27: make a backup of your AOF file, then use ./redis-check-aof --fix"
            + " <filename.manifest>",
        e.getMessage());
    assertEquals(27, e.offset());
    assertEquals(FIRST, e.file());
    assertEquals(text, fixture.read(FIRST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*1\r\n$2147483647\r\n", "*2147483647\r\n$1\r\n", "*1\r\n$500000000\r\nx"})
  void aLengthOverTheFilesEndCountsAsUnfinishedAndAllocatesNothing(String end) throws Exception {
    fixture.manifest(ONE).file(FIRST, resp("SET a 1") + end);
    for (int i = 0; i < 100; i++) {
      fixture.file(FIRST, resp("SET a 1") + end);
      assertEquals(end.length(), load(fixture.directory()).dropped());
    }
  }

  @Test
  void refusalsOfTheSinkNameFileAndOffset() {
    fixture.manifest(ONE).file(FIRST, resp("SET a 1", "REFUSED"));
    var e = assertThrows(AofFormatException.class, () -> load(fixture.directory()));
    assertEquals(
        "Command 'REFUSED' reading the append only file " + FIRST + " at offset 27: not wanted",
        e.getMessage());
    fixture.file(FIRST, resp("BROKEN"));
    e = assertThrows(AofFormatException.class, () -> load(fixture.directory()));
    assertInstanceOf(IllegalStateException.class, e.getCause());
  }

  @ParameterizedTest
  @ValueSource(strings = {"EXEC", "MULTI,MULTI"})
  void transactionsThatDoNotFitTogetherAreErrors(String commands) {
    fixture.manifest(ONE).file(FIRST, resp(commands.split(",")));
    assertThrows(AofFormatException.class, () -> load(fixture.directory()));
  }

  @Test
  void anUnfinishedBaseIsAnError() throws Exception {
    byte[] rdb = rdb("a");
    fixture
        .manifest("file b.rdb seq 1 type b\n")
        .file("b.rdb", java.util.Arrays.copyOf(rdb, rdb.length - 9));
    var e = assertThrows(RdbFormatException.class, () -> load(fixture.directory()));
    assertTrue(e.getMessage().startsWith("Unexpected EOF reading RDB file (file b.rdb, offset "));
  }

  @Property(tries = 1000)
  void noiseIsLoadedOrRefused(@ForAll @Size(max = 60) byte[] noise) throws Exception {
    var f = new Fixture().manifest(ONE).file(FIRST, Fixture.concat(bytes("*1\r\n$"), noise));
    try {
      f.load(new Recorder());
    } catch (CorruptFileException e) {
      assertEquals(FIRST, e.file());
    }
  }

  @Test
  void binaryArgumentsStayAsTheyAre() throws Exception {
    var all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    fixture.manifest(ONE).file(FIRST, Fixture.concat(bytes("*1\r\n$256\r\n"), all, bytes("\r\n")));
    load(fixture.directory());
    assertArrayEquals(all, bytes(recorder.commands.getFirst()));
  }

  @Test
  void progressCountsAllFiles() throws Exception {
    String big = "SET a " + "x".repeat(1_500_000);
    fixture.manifest(TWO).file(FIRST, resp(big, big)).file(SECOND, resp(big));
    var seen = new ArrayList<Long>();
    long total = fixture.directory().totalSize();
    fixture
        .directory()
        .load(
            fixture.packing,
            recorder,
            LoadOptions.DEFAULTS,
            (done, all) -> {
              assertEquals(total, all);
              seen.add(done);
            });
    assertEquals(total, seen.getLast());
    assertTrue(seen.size() >= 4);
  }

  private LoadSummary load(AofDirectory directory) throws IOException {
    return directory.load(fixture.packing, recorder, LoadOptions.DEFAULTS, LoadProgress.NONE);
  }

  private static byte[] rdb(String key) throws IOException {
    var f = new Fixture();
    var file = Fixture.DIR.resolve("x.rdb");
    RdbFile.save(
        f.env,
        file,
        new RdbOptions(true, true, RdbOptions.Access.NONE, true, true),
        0,
        w -> {
          w.database(0, 1, 0);
          w.entry(bytes(key), StringValue.of(bytes("v")), -1, 0, 0);
        });
    return f.disk.get(file);
  }
}
