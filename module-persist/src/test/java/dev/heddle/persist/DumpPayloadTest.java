package dev.heddle.persist;

import static dev.heddle.persist.Fixture.bytes;
import static dev.heddle.persist.Fixture.concat;
import static dev.heddle.persist.OldFormats.bytes;
import static dev.heddle.persist.OldFormats.intSet;
import static dev.heddle.persist.OldFormats.string;
import static dev.heddle.persist.OldFormats.zipList;
import static dev.heddle.persist.OldFormats.zipMap;
import static dev.heddle.persist.OldValues.body;
import static dev.heddle.persist.OldValues.pack;
import static dev.heddle.persist.OldValues.payload;
import static dev.heddle.persist.OldValues.scored;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.store.Packing;
import dev.heddle.store.SipHash;
import dev.heddle.store.StringValue;
import dev.heddle.store.Thresholds;
import dev.heddle.store.Value;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DumpPayloadTest {
  private static final int INFINITY = 254;
  private static final int MINUS_INFINITY = 255;
  private static final long MOST_ALLOCATED = 32 << 20;

  private final Packing packing = new Packing(new SipHash(1, 2));

  @Test
  void theExampleOfTheFormat() throws Exception {
    byte[] payload = HexFormat.of().parseHex("00036261720a00e6be4960ee66fd17");
    assertArrayEquals(payload, DumpPayload.dump(StringValue.of(bytes("bar")), true));
    assertEquals("bar", ValueText.of(DumpPayload.restore(payload, packing)));
  }

  @Test
  void theExampleOfStreams() throws Exception {
    String stream =
        "13 01 10 0000000000000005 0000000000000001"
            + "1c 1c000000 0a00 01010001010181610200010201 00010001 01010401 ff"
            + "01 0501 0501 0000 01"
            + "01 0167 0000 00 00 00";
    byte[] payload = payload(HexFormat.of().parseHex(stream.replace(" ", "")));
    Value value = DumpPayload.restore(payload, packing);
    assertArrayEquals(payload, DumpPayload.dump(value, /* compress= */ false));
    assertTrue(ValueText.of(value).contains("5-1\na\n1"), ValueText.of(value));
  }

  @Test
  void everyFormIsRead() throws Exception {
    for (int type : OldValues.TYPES) {
      for (int count : new int[] {1, 3, 20}) {
        byte[] value = concat(bytes(type), body(type, count, 5));
        assertFalse(DumpPayload.restore(payload(value), packing).isEmpty(), "type " + type);
      }
    }
  }

  @Property(tries = 600)
  void whatIsDumpedIsRestored(
      @ForAll long seed,
      @ForAll @IntRange(max = 6) int type,
      @ForAll @IntRange(min = 1, max = 700) int most,
      @ForAll @IntRange(max = 4) int thresholds,
      @ForAll boolean compress)
      throws Exception {
    var values = new RandomValues(seed, RandomValues.ALL_ENCODINGS.get(thresholds));
    Value value = values.value(type, most);
    byte[] payload = DumpPayload.dump(value, compress);
    Value restored = DumpPayload.restore(payload, values.packing());
    assertEquals(ValueText.of(value), ValueText.of(restored));
    assertEquals(ValueText.of(value), ValueText.of(DumpPayload.restore(payload, packing)));
  }

  // ---- the forms of older versions

  @Test
  void listsOfAllVersions() throws Exception {
    String expected = "1\n-5000\nabc\n" + "x".repeat(100);
    byte[] text = bytes("x".repeat(100));
    assertEquals(
        expected,
        read(
            1,
            bytes(4),
            bytes(0xc0, 1),
            string(bytes("-5000")),
            string(bytes("abc")),
            string(text)));
    assertEquals(expected, read(10, string(zipList(1, -5000, bytes("abc"), text))));
    assertEquals(
        expected,
        read(
            14,
            bytes(3),
            string(zipList(1, bytes("-5000"))),
            string(zipList()),
            string(zipList(bytes("abc"), text))));
    assertEquals(
        expected,
        read(
            18,
            bytes(4),
            bytes(2),
            string(pack("1", "-5000")),
            bytes(2),
            string(pack()),
            bytes(1),
            string(bytes("abc")),
            bytes(2),
            string(pack("x".repeat(100)))));
  }

  @Test
  void hashesOfAllVersions() throws Exception {
    String expected = "a=1\nb=\nc=" + "x".repeat(60);
    var elements =
        List.of(bytes("c"), bytes("x".repeat(60)), bytes("a"), bytes("1"), bytes("b"), bytes(""));
    byte[] plain = concat(elements.stream().map(OldFormats::string).toArray(byte[][]::new));
    assertEquals(expected, read(4, bytes(3), plain));
    assertEquals(expected, read(9, string(zipMap(2, elements))));
    assertEquals(expected, read(13, string(zipList(elements.toArray()))));
    assertEquals(expected, read(16, string(pack("a", "1", "b", "", "c", "x".repeat(60)))));
  }

  @Test
  void setsOfAllVersions() throws Exception {
    assertEquals("1\na", read(2, bytes(2), string(bytes("a")), string(bytes("1"))));
    assertEquals("-2\n300", read(11, string(intSet(-2, 300))));
    assertEquals("1\na", read(20, string(pack("a", "1"))));
  }

  @Test
  void sortedSetsOfAllVersions() throws Exception {
    String expected = "low\n-Infinity\na\n-1.5\nb\n2.0\nhigh\nInfinity";
    assertEquals(
        expected,
        read(
            3,
            bytes(4),
            string(bytes("high")),
            bytes(INFINITY),
            string(bytes("b")),
            string(bytes("2")),
            string(bytes("a")),
            string(bytes("-1.5")),
            string(bytes("low")),
            bytes(MINUS_INFINITY)));
    assertEquals("a\n-1.5\nb\n2.0", read(5, bytes(2), scored("b", 2), scored("a", -1.5)));
    assertEquals(
        expected,
        read(
            12,
            string(
                zipList(
                    bytes("low"),
                    bytes("-inf"),
                    bytes("a"),
                    bytes("-1.5"),
                    bytes("b"),
                    2,
                    bytes("high"),
                    bytes("inf")))));
    assertEquals(
        expected, read(17, string(pack("low", "-inf", "a", "-1.5", "b", "2", "high", "inf"))));
  }

  @Test
  void aSortedSetOutOfOrderIsPutInOrder() throws Exception {
    assertEquals("a\n1.0\nc\n1.0\nb\n2.0", read(17, string(pack("b", "2", "c", "1", "a", "1"))));
  }

  @Test
  void aListPackWithNumbersAsTextIsMadeAsItShouldBe() throws Exception {
    byte[] odd = HexFormat.of().parseHex("0d0000000200" + "813502" + "813602" + "ff");
    var value = DumpPayload.restore(payload(concat(bytes(16), string(odd))), packing);
    assertEquals("5=6", ValueText.of(value));
    byte[] dumped = DumpPayload.dump(value, false);
    assertArrayEquals(payload(concat(bytes(16), string(pack("5", "6")))), dumped);
  }

  // ---- encodings

  @ParameterizedTest
  @CsvSource({
    "13, 512, 8, listpack",
    "13, 513, 8, hashtable",
    "13, 1, 500, listpack",
    "16, 512, 8, listpack",
    "16, 513, 8, hashtable",
    "16, 1, 500, listpack",
    "9, 3, 8, listpack",
    "9, 1, 65, hashtable",
    "9, 513, 8, hashtable",
    "4, 513, 8, hashtable",
    "4, 512, 8, listpack",
    "4, 1, 65, hashtable",
    "12, 128, 8, listpack",
    "12, 129, 8, skiplist",
    "17, 128, 8, listpack",
    "17, 129, 8, skiplist",
    "5, 128, 8, listpack",
    "5, 129, 8, skiplist",
    "5, 1, 65, skiplist",
    "3, 129, 8, skiplist",
    "11, 512, 8, intset",
    "11, 513, 8, hashtable",
    "2, 128, 8, listpack",
    "2, 129, 8, hashtable",
    "2, 1, 65, hashtable",
    "20, 128, 8, listpack",
    "20, 129, 8, hashtable",
    "1, 3, 8, listpack",
    "1, 2, 9000, quicklist",
    "10, 3, 8, listpack",
    "14, 3, 8, listpack",
    "18, 3, 8, listpack",
  })
  void whatIsReadIsPackedAsTheThresholdsSay(int type, int count, int length, String encoding)
      throws Exception {
    Value value =
        DumpPayload.restore(payload(concat(bytes(type), body(type, count, length))), packing);
    assertEquals(encoding, value.encoding());
  }

  // ---- what is refused

  @Test
  void aPayloadThatDidNotArriveAsItWasSent() {
    byte[] whole = DumpPayload.dump(StringValue.of(bytes("value")), true);
    assertTrue(DumpPayload.isIntact(whole));
    for (int n = 0; n < whole.length; n++) {
      assertRefused(Arrays.copyOf(whole, n));
      byte[] changed = whole.clone();
      changed[n] ^= 4;
      assertRefused(changed);
    }
  }

  private void assertRefused(byte[] payload) {
    assertFalse(DumpPayload.isIntact(payload));
    var e = assertThrows(RdbFormatException.class, () -> DumpPayload.restore(payload, packing));
    assertTrue(e.getMessage().startsWith("version or checksum are wrong"), e.getMessage());
  }

  @Test
  void aVersionThatIsNotKnown() {
    byte[] body = concat(bytes(0), string(bytes("a")));
    assertTrue(DumpPayload.isIntact(payload(body, 0)));
    assertTrue(DumpPayload.isIntact(payload(body, 11)));
    assertFalse(DumpPayload.isIntact(payload(body, 12)));
    assertFalse(DumpPayload.isIntact(payload(body, 0x100)));
  }

  @Test
  void bytesBehindTheValueArePassedOver() throws Exception {
    assertEquals("a", read(0, string(bytes("a")), bytes("more")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100",
        "0200",
        "0300",
        "0400",
        "0500",
        "0e00",
        "1200", // no elements
        "0b08 0200000000000000",
        "1007 070000000000ff",
        "1107 070000000000ff",
        "1407 070000000000ff",
        "0a0b 0b0000000a0000000000ff",
        "0c0b 0b0000000a0000000000ff",
        "0d0b 0b0000000a0000000000ff",
        "0e01 0b 0b0000000a0000000000ff",
        "1201 02 07 070000000000ff",
        "0902 00ff",
        "1201 01 00", // a plain node without content
        "1201 03 0161", // no such node
        "0402 0161 0131 0161 0132", // the same field twice
        "0202 0161 0161",
        "0202 c001 0131",
        "0502 0161 000000000000f03f 0161 0000000000000040",
        "0302 0161 0131 0161 0132",
        "1013 130000000400 816102 0101 816102 0201 ff",
        "1310 130000000400 816102 0101 816102 0201 ff",
        "1113 130000000400 816102 0101 816102 0201 ff",
        "140d 0d0000000200 816102 816102 ff",
        "140d 0d0000000200 813502 0501 ff", // as text and as number
        "0d13 130000000a0000000300 000161 03f1 02f2 ff", // odd
        "100a 0a0000000100 816102 ff",
        "110a 0a0000000100 816102 ff",
        "0501 0161 000000000000f87f", // not a number
        "0301 0161 fd",
        "0301 0161 036e616e",
        "0301 0161 00",
        "0301 0161 0578",
        "0301 0161 043078 3166",
        "110d 0d0000000200 816102 817802 ff",
        "110f 0f0000000200 816102 836e616e04 ff",
        "0b0c 0200000002000000 02000100", // not sorted
        "0b0c 0200000002000000 01000100",
        "0b0c 0200000003000000 01000200",
        "0b0c 0300000002000000 01000200",
        "1007 080000000000ff", // lengths that are wrong
        "1007 070000000100ff",
        "06",
        "07",
        "0f00",
        "1300",
        "1500",
        "08",
        "63", // no type, or none that is known
        "",
      })
  void whatIsNoValue(String hex) {
    byte[] payload = payload(HexFormat.of().parseHex(hex.replace(" ", "")));
    assertTrue(DumpPayload.isIntact(payload));
    assertThrows(RdbFormatException.class, () -> DumpPayload.restore(payload, packing));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01 80ffffffff 0161",
        "01 817fffffffffffffff 0161",
        "02 80ffffffff 0161",
        "03 80ffffffff 0161 00",
        "04 80ffffffff 0161 0162",
        "05 80ffffffff 0161 0000000000000000",
        "0e 80ffffffff 0161",
        "12 80ffffffff 02 0161",
        "12 01 02 803ffffff0 61",
        "10 803fffffff 0100",
        "10 c3 05 803fffffff 0000000000",
        "0b 08 08000000 ffffffff",
        "0b 08 08000000 ffffff7f",
        "0a 0b ffffffff 0a000000 0000ff",
        "10 07 ffffffff 0000ff",
      })
  void whatAnnouncesMoreThanThereIsAllocatesNothing(String hex) {
    byte[] payload = payload(HexFormat.of().parseHex(hex.replace(" ", "")));
    long before = allocated();
    for (int i = 0; i < 50; i++) {
      assertThrows(RdbFormatException.class, () -> DumpPayload.restore(payload, packing));
    }
    assertTrue(allocated() - before < MOST_ALLOCATED, hex);
  }

  @Test
  void everyPayloadCutAnywhereIsAValueOrRefused() {
    for (Thresholds thresholds : RandomValues.ALL_ENCODINGS) {
      var values = new RandomValues(11, thresholds);
      for (int type = 0; type <= 6; type++) {
        byte[] whole = DumpPayload.dump(values.value(type, 20), type % 2 == 0);
        for (int n = 0; n < whole.length - 10; n++) {
          restoreOrRefuse(payload(Arrays.copyOf(whole, n)));
        }
      }
    }
  }

  @Property(tries = 5000)
  void aDamagedPayloadIsAValueOrRefused(
      @ForAll long seed,
      @ForAll @IntRange(max = 6) int type,
      @ForAll @IntRange(max = 4) int thresholds,
      @ForAll boolean compress) {
    var random = new Random(seed);
    var values = new RandomValues(seed, RandomValues.ALL_ENCODINGS.get(thresholds));
    byte[] whole = DumpPayload.dump(values.value(type, 30), compress);
    damage(Arrays.copyOf(whole, whole.length - 10), random);
  }

  @Property(tries = 3000)
  void aDamagedPayloadOfAnOlderVersionIsAValueOrRefused(@ForAll long seed) {
    var random = new Random(seed);
    int[] types = {1, 2, 3, 4, 5, 9, 10, 11, 12, 13, 14, 16, 17, 18, 20};
    int type = types[random.nextInt(types.length)];
    damage(concat(bytes(type), body(type, 1 + random.nextInt(20), 1 + random.nextInt(9))), random);
  }

  private void damage(byte[] body, Random random) {
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(Math.min(body.length, random.nextBoolean() ? 16 : body.length));
      body[at] =
          (byte) (random.nextBoolean() ? random.nextInt() : body[at] ^ 1 << random.nextInt(8));
    }
    long before = allocated();
    restoreOrRefuse(payload(body));
    assertTrue(allocated() - before < MOST_ALLOCATED);
  }

  /** What is restored can be read whole, and is dumped as what is restored to the same. */
  private void restoreOrRefuse(byte[] payload) {
    try {
      Value value = DumpPayload.restore(payload, packing);
      assertFalse(value.isEmpty());
      byte[] dumped = DumpPayload.dump(value, false);
      assertEquals(ValueText.of(value), ValueText.of(DumpPayload.restore(dumped, packing)));
    } catch (RdbFormatException e) {
      assertTrue(e.getMessage().contains("(file DUMP payload, offset "), e.getMessage());
    }
  }

  private String read(int type, byte[]... parts) throws RdbFormatException {
    return ValueText.of(DumpPayload.restore(payload(concat(bytes(type), concat(parts))), packing));
  }

  private static long allocated() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }
}
