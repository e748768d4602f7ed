package dev.heddle.persist;

import static dev.heddle.persist.Fixture.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.store.Keyspace;
import dev.heddle.store.Sizes;
import dev.heddle.store.StringValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RdbFileTest {
  private static final Path FILE = Path.of("/data/dump.rdb");

  /** The example above the format. */
  private static final String EXAMPLE =
      "524544495330303130 fe00fb0100 0001610162 ff 95635a2325984865";

  private final Fixture fixture = new Fixture();

  @Test
  void theExampleOfTheFormat() throws Exception {
    var recorder = read(HexFormat.of().parseHex(EXAMPLE.replace(" ", "")));
    assertEquals(List.of("0 a=b"), recorder.entries);
    assertEquals(List.of("0:1,0"), recorder.databases);
  }

  @Property(tries = 200)
  void whatIsWrittenIsRead(
      @ForAll("contents") List<byte[]> strings,
      @ForAll boolean compress,
      @ForAll boolean checksum,
      @ForAll RdbOptions.Access access)
      throws Exception {
    var expected = new ArrayList<String>();
    var options = new RdbOptions(compress, checksum, access, false, true);
    write(
        options,
        writer -> {
          writer.database(0, strings.size(), 0);
          for (int i = 0; i < strings.size(); i++) {
            byte[] key = strings.get(i);
            byte[] value = strings.get(strings.size() - 1 - i);
            long expireAt = i % 3 == 0 ? 1_700_000_000_000L + i : -1;
            writer.entry(key, StringValue.of(value.clone()), expireAt, 100_000 + i, i % 256);
            expected.add(line(0, key, value, expireAt, access, 100_000 + i, i % 256));
          }
        });
    assertEquals(expected, read(fixture.disk.get(FILE)).entries);
  }

  @Provide
  Arbitrary<List<byte[]>> contents() {
    Arbitrary<byte[]> numbers =
        Arbitraries.oneOf(
                Arbitraries.integers().map(Long::valueOf),
                Arbitraries.longs(),
                Arbitraries.of(
                    0L, -1L, 127L, 128L, -128L, -129L, 32768L, -32769L, 1L << 31, -1L << 31))
            .map(n -> bytes(Long.toString(n)));
    Arbitrary<byte[]> odd =
        Arbitraries.of("", "-", "-0", "00", "01", "+1", "1 ", "2147483648", "-2147483649")
            .map(Fixture::bytes);
    Arbitrary<byte[]> runs =
        Arbitraries.integers()
            .between(0, 70_000)
            .map(n -> bytes("abcabcab".repeat(n / 8 + 1).substring(0, n)));
    return Arbitraries.oneOf(
            numbers, odd, runs, Arbitraries.bytes().array(byte[].class).ofMaxSize(300))
        .list()
        .ofMaxSize(12);
  }

  private static String line(
      int db,
      byte[] key,
      byte[] value,
      long expireAt,
      RdbOptions.Access access,
      long idle,
      int used) {
    return db
        + " "
        + Recorder.text(key)
        + "="
        + Recorder.text(value)
        + (expireAt < 0 ? "" : " until " + expireAt)
        + switch (access) {
          case NONE -> "";
          case IDLE_TIME -> " idle " + idle;
          case FREQUENCY -> " used " + used;
        };
  }

  @Test
  void aKeyspaceIsSavedWhole() throws Exception {
    var keyspace = new Keyspace(16, new Random(1), Sizes.detect());
    var expected = new HashSet<String>();
    for (int i = 0; i < 1000; i++) {
      int db = i % 3 * 5;
      byte[] key = bytes("key" + i);
      long expireAt = i % 2 == 0 ? -1 : 5_000 + i;
      keyspace.database(db).put(key, 0, key.length, StringValue.of(i), expireAt, 1000);
      expected.add(line(db, key, bytes("" + i), expireAt, RdbOptions.Access.NONE, 0, 0));
    }
    long size = RdbFile.save(fixture.env, FILE, RdbOptions.DEFAULTS, List.of(), keyspace, 1000);
    byte[] file = fixture.disk.get(FILE);
    var recorder = read(file);
    assertEquals(size, file.length);
    assertEquals(expected, new HashSet<>(recorder.entries));
    assertEquals(List.of("0:334,167", "5:333,167", "10:333,166"), recorder.databases);
    assertEquals(
        List.of(
            "redis-ver=7.2.0",
            "redis-bits=64",
            "ctime=1700000000",
            "used-mem=" + keyspace.usedMemory(),
            "aof-base=0"),
        recorder.fields);
  }

  @Test
  void aFileCutAnywhereEndsInAClearError() throws Exception {
    byte[] whole = example();
    for (int n = 0; n < whole.length; n++) {
      byte[] cut = Arrays.copyOf(whole, n);
      var e = assertThrows(RdbFormatException.class, () -> read(cut));
      assertTrue(e.getMessage().contains("file dump.rdb, offset "), e.getMessage());
    }
    assertEquals(11, read(whole).entries.size());
  }

  @Property(tries = 3000)
  void aDamagedFileIsReadOrRefused(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int changes) throws Exception {
    byte[] file = example();
    var random = new Random(seed);
    for (int i = 0; i < changes; i++) {
      file[random.nextInt(file.length)] = (byte) random.nextInt();
    }
    fixture.disk.put(FILE, file);
    try {
      RdbReader.read(
          fixture.env,
          FILE,
          random.nextBoolean(),
          fixture.packing,
          new Recorder(),
          LoadProgress.NONE);
    } catch (RdbFormatException e) {
      assertTrue(e.offset() <= file.length);
    }
  }

  @Property(tries = 1000)
  void noiseBehindTheHeaderIsRefused(@ForAll @Size(max = 100) byte[] noise) throws Exception {
    fixture.disk.put(FILE, Fixture.concat(bytes("REDIS0009"), noise));
    try {
      RdbReader.read(fixture.env, FILE, true, fixture.packing, new Recorder(), LoadProgress.NONE);
    } catch (RdbFormatException e) {
      assertTrue(e.offset() <= noise.length + 9L);
    }
  }

  @Test
  void everyChangedByteIsFoundByTheChecksum() throws Exception {
    byte[] whole = example();
    for (int i = 0; i < whole.length - 8; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 1;
      assertThrows(RdbFormatException.class, () -> read(changed));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "52454449583030 3130ff|Wrong signature trying to load DB from file",
        "524544495330303132ff|Can't handle RDB format version 0012",
        "524544495330303030ff|Can't handle RDB format version 0000",
        "5245444953002d3131ff|Can't handle RDB format version",
        "524544495330303130 0001610162 ff0102030405060708|Wrong RDB checksum expected:"
            + " (807060504030201) but got (",
        "524544495330303130 fa|Unexpected EOF reading RDB file",
        "524544495330303130 016101|Unexpected EOF reading RDB file",
        "524544495330303130 080161|Unknown RDB encoding type 8",
        "524544495330303130 100161 0161|invalid listpack",
        "524544495330303130 0d0161 0161|invalid ziplist",
        "524544495330303130 090161 0161|invalid zipmap",
        "524544495330303130 0b0161 0161|invalid intset",
        "524544495330303130 120161 010361|unknown kind 3 of a list's node",
        "524544495330303130 120161 010100|a list's node without content",
        "524544495330303130 040161 020161016101610162|duplicate field of a hash",
        "524544495330303130 020161 0201610161|duplicate member of a set",
        "524544495330303130 030161 020161016101610131|a score of a sorted set is not a number",
        "524544495330303130 030161 020161013101610131|duplicate member of a sorted set",
        "524544495330303130 050161 010161000000000000f87f|a score of a sorted set is not a number",
        "524544495330303130 140161 0d0d0000000200816102816102ff|duplicate element in a listpack",
        "524544495330303130 100161 0a0a0000000100816102ff|a listpack of pairs has an odd number",
        "524544495330303130 040161 80ffffffff|Unexpected EOF reading RDB file",
        "524544495330303130 c80161|Unknown RDB encoding type 200",
        "524544495330303130 00c4|unknown string encoding 4",
        "524544495330303130 0082|unknown length encoding 130",
        "524544495330303130 0081ffffffffffffffff|string of 18446744073709551615 bytes is longer",
        "524544495330303130 0080ffffffff|string of 4294967295 bytes is longer",
        "524544495330303130 00807fffffff|string of 2147483647 bytes is longer",
        "524544495330303130 00803fffffff|Unexpected EOF reading RDB file",
        "524544495330303130 00c3027fff 0061|compressed string of 2 bytes cannot become",
        "524544495330303130 00c30202 0561|invalid LZF compressed string",
        "524544495330303130 fec0|a special encoding where a length should be",
        "524544495330303130 fe8180ffffffffffffff|length 9295429630892703743 is too large",
        "524544495330303130 fe80ffffffff|database 4294967295 is out of range",
        "524544495330303130 f6|Functions as Redis 7.0 release candidates wrote them",
        "524544495330303132 fe00|Can't handle RDB format version 0012",
        "524544495330303131 f40a0b0c|Unknown RDB encoding type 244",
        "524544495330303130 060161 818101020304050607|The RDB file contains module data I can't"
            + " load: no matching module type 'gQECAwQFB'",
        "524544495330303130 070161 818101020304050607|The RDB file contains module data I can't"
            + " load: no matching module type 'gQECAwQFB'",
        "524544495330303130 f7810000000000000000 0102|invalid data of module type AAAAAAAAA",
        "524544495330303130 f7810000000000000000 020207|invalid module opcode 7",
      })
  void saysWhatIsWrong(String hex, String reason) {
    byte[] file = HexFormat.of().parseHex(hex.replace(" ", ""));
    var e = assertThrows(RdbFormatException.class, () -> read(file));
    assertTrue(e.getMessage().startsWith(reason), e.getMessage());
    assertTrue(e.getMessage().contains("(file dump.rdb, offset "), e.getMessage());
  }

  @Test
  void aHugeAnnouncedStringAllocatesNothing() {
    byte[] file = HexFormat.of().parseHex("52454449533030313000803ffffff0");
    for (int i = 0; i < 1000; i++) {
      assertThrows(RdbFormatException.class, () -> read(file));
    }
  }

  @Test
  void readsWhatOlderVersionsWrote() throws Exception {
    byte[] first =
        HexFormat.of().parseHex("524544495330303031" + "fe00" + "fd01000000" + "0001610162" + "ff");
    assertEquals(List.of("0 a=b until 1000"), read(first).entries);
  }

  @Test
  void anExpiryTimeBefore1970HasPassed() throws Exception {
    byte[] file =
        HexFormat.of().parseHex("524544495330303031" + "fcffffffffffffffff" + "0001610162" + "ff");
    assertEquals(List.of("0 a=b until 0"), read(file).entries);
  }

  @Test
  void aChecksumOfZeroOrOneNotAskedForIsNotVerified() throws Exception {
    byte[] zero =
        HexFormat.of().parseHex("524544495330303130" + "0001610162" + "ff0000000000000000");
    assertEquals(1, read(zero).entries.size());
    zero[zero.length - 1] = 1;
    fixture.disk.put(FILE, zero);
    var summary =
        RdbReader.read(
            fixture.env, FILE, false, fixture.packing, new Recorder(), LoadProgress.NONE);
    assertEquals(new RdbReader.Summary(10, 1, 0, zero.length), summary);
  }

  @Test
  void dataOfModulesIsPassedOverWithAMessage() throws Exception {
    byte[] file =
        HexFormat.of()
            .parseHex(
                "524544495330303130"
                    + "f7"
                    + "818101020304050607" // the id
                    + "0202" // when
                    + "0105" // signed
                    + "0281ffffffffffffffff" // unsigned
                    + "0300000000" // float
                    + "040000000000000000" // double
                    + "05026869" // string
                    + "00"
                    + "0001610162"
                    + "ff0000000000000000");
    assertEquals(List.of("0 a=b"), read(file).entries);
    assertEquals(
        List.of("WARNING Data of module type gQECAwQFB in dump.rdb skipped: there are no modules"),
        fixture.log);
  }

  @Test
  void keysOfEmptyCollectionsArePassedOverAndTheFirstTenNamed() throws Exception {
    var file = new StringBuilder("524544495330303131" + "fe00");
    for (int i = 0; i < 12; i++) {
      file.append("fc0010000000000000" + "f805")
          .append("0102656")
          .append("%x".formatted(i))
          .append("00");
    }
    file.append("0001610162" + "ff0000000000000000");
    fixture.disk.put(FILE, HexFormat.of().parseHex(file));
    var recorder = new Recorder();
    var summary =
        RdbReader.read(fixture.env, FILE, true, fixture.packing, recorder, LoadProgress.NONE);
    assertEquals(List.of("0 a=b"), recorder.entries); // without the expiry of what was before
    assertEquals(12, summary.emptyKeys());
    assertEquals(1, summary.keys());
    assertEquals(10, fixture.log.size());
    assertEquals("WARNING rdbLoadObject skipping empty key: e`", fixture.log.getFirst());
  }

  @Test
  void functionsAreHandedOver() throws Exception {
    write(RdbOptions.DEFAULTS, writer -> writer.function(bytes("#!lua name=x\n")));
    assertEquals(List.of("#!lua name=x\n"), read(fixture.disk.get(FILE)).functions);
  }

  @ParameterizedTest
  @EnumSource(
      value = MemoryDisk.Operation.class,
      names = {"OPEN", "WRITE", "FORCE", "RENAME"})
  void theOldFileStaysWhenTheNewOneCannotBeWritten(MemoryDisk.Operation operation)
      throws Exception {
    byte[] old = example();
    fixture.disk.put(FILE, old);
    fixture.disk.fail(operation, 0, 1, "Input/output error");
    var e = assertThrows(IOException.class, () -> write(RdbOptions.DEFAULTS, w -> {}));
    assertEquals("Input/output error", e.getMessage());
    assertArrayEquals(old, fixture.disk.get(FILE));
    assertEquals(List.of("dump.rdb"), fixture.disk.list(FILE.getParent()));
  }

  @Test
  void aRefusalByTheSinkNamesFileAndOffset() {
    byte[] file = HexFormat.of().parseHex("524544495330303130" + "fe23" + "0001610162");
    fixture.disk.put(FILE, file);
    RdbSink strict =
        new RdbSink() {
          @Override
          public void entry(
              int db, byte[] key, dev.heddle.store.Value value, long at, long idle, int used)
              throws LoadException {
            throw new LoadException("there is no database " + db);
          }

          @Override
          public void function(byte[] code) {}
        };
    var e =
        assertThrows(
            RdbFormatException.class,
            () ->
                RdbReader.read(
                    fixture.env, FILE, true, fixture.packing, strict, LoadProgress.NONE));
    assertEquals("there is no database 35 (file dump.rdb, offset 16)", e.getMessage());
  }

  @Test
  void progressIsReported() throws Exception {
    write(
        new RdbOptions(false, true, RdbOptions.Access.NONE, false, true),
        w -> {
          for (int i = 0; i < 30; i++) {
            w.entry(bytes("k" + i), StringValue.of(new byte[100_000]), -1, 0, 0);
          }
        });
    var seen = new ArrayList<Long>();
    RdbReader.read(
        fixture.env, FILE, true, fixture.packing, new Recorder(), (done, total) -> seen.add(done));
    assertEquals(3, seen.size(), seen.toString());
    assertEquals(fixture.disk.get(FILE).length, seen.getLast());
  }

  private byte[] example() throws IOException {
    write(
        new RdbOptions(true, true, RdbOptions.Access.FREQUENCY, true, true),
        w -> {
          w.function(bytes("#!lua"));
          w.database(0, 5, 1);
          w.entry(bytes("a"), StringValue.of(bytes("b")), -1, 0, 1);
          w.entry(bytes("12"), StringValue.of(bytes("-1234")), 1_700_000_000_000L, 0, 2);
          w.entry(bytes("long"), StringValue.of(bytes("ab".repeat(40))), -1, 0, 3);
          w.entry(bytes("plain"), StringValue.of(bytes("x!".repeat(9))), -1, 0, 3);
          w.database(300, 7, 0);
          w.entry(bytes("int"), StringValue.of(1 << 30), -1, 0, 4);
          w.entry(bytes("big"), StringValue.of(1L << 40), -1, 0, 5);
          var values = new RandomValues(7, RandomValues.ALL_ENCODINGS.get(4));
          for (int type = 1; type <= 5; type++) {
            w.entry(bytes("small" + type), values.value(type, 6), -1, 0, 6);
          }
        });
    return fixture.disk.get(FILE);
  }

  private void write(RdbOptions options, RdbFile.Contents contents) throws IOException {
    RdbFile.save(fixture.env, FILE, options, 1 << 20, contents);
  }

  private Recorder read(byte[] file) throws IOException {
    fixture.disk.put(FILE, file);
    var recorder = new Recorder();
    RdbReader.read(fixture.env, FILE, true, fixture.packing, recorder, LoadProgress.NONE);
    return recorder;
  }
}
