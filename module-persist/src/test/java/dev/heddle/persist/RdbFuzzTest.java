package dev.heddle.persist;

import static dev.heddle.persist.Fixture.bytes;
import static dev.heddle.persist.Fixture.concat;
import static dev.heddle.persist.OldFormats.bytes;
import static dev.heddle.persist.OldFormats.little;
import static dev.heddle.persist.OldFormats.string;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.store.Lzf;
import dev.heddle.store.Packing;
import dev.heddle.store.StringValue;
import dev.heddle.store.Thresholds;
import dev.heddle.store.Value;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Damaged RDB files and payloads, of all types and versions: each is refused with the one clear
 * error or becomes values that can be read, written and read again; none takes long, or more memory
 * than a small multiple of its length.
 *
 * <p>{@code -Dheddle.fuzz.inputs=N} sets how many there are, {@code -Dheddle.fuzz.seed=N} which.
 */
@Timeout(600)
class RdbFuzzTest {
  private static final int INPUTS = Integer.getInteger("heddle.fuzz.inputs", 5000);
  private static final long SEED = Long.getLong("heddle.fuzz.seed", 1);

  /** Bytes allocated for one of an input, besides what it takes to begin at all. */
  private static final int FACTOR = 64;

  private static final int FIXED = 8 << 10;
  private static final int LARGE = 1 << 17;
  private static final long SLOW_NANOS = 5_000_000L;
  private static final long LONGEST_NANOS = 1_000_000_000L;

  /** Under which each collection has its large form, that finds what is there twice. */
  private static final Thresholds NOTHING = new Thresholds(1, 0, 0, 0, 0, 0, 0, 0, 0);

  private static final int COMPRESSED = RdbInput.SPECIAL | RdbFormat.LZF;

  private final Random random = new Random(SEED);
  private final Mutation mutation = new Mutation(random);
  private final Fixture fixture = new Fixture();
  private final Packing nothingPacked = new RandomValues(0, NOTHING).packing();
  private final Tally tally = new Tally();

  /** What came of the inputs, and what they took at most. */
  private static final class Tally {
    private int accepted;
    private int refused;
    private double mostAllocated;
    private double mostAllocatedCompressed;
    private long longest;

    void ended(boolean acceptance) {
      accepted += acceptance ? 1 : 0;
      refused += acceptance ? 0 : 1;
    }

    void cost(Cost cost, boolean maybeCompressed) {
      longest = Math.max(longest, cost.nanos);
      if (maybeCompressed) {
        mostAllocatedCompressed = Math.max(mostAllocatedCompressed, cost.perByte);
      } else {
        mostAllocated = Math.max(mostAllocated, cost.perByte);
      }
    }

    @Override
    public String toString() {
      return "%d accepted, %d refused; per byte of input at most %.1f bytes, %.1f where strings may"
              .formatted(accepted, refused, mostAllocated, mostAllocatedCompressed)
          + " be compressed; %.1f ms at most".formatted((double) longest / 1e6);
    }
  }

  /** What is done with an input; true if it was accepted. */
  @FunctionalInterface
  private interface Reading {
    boolean read() throws IOException;
  }

  @Test
  void payloads() throws IOException {
    List<byte[]> seeds = bodies();
    for (int i = 0; i < INPUTS / 2; i++) {
      byte[] body = mutation.of(any(seeds), any(seeds));
      boolean intact = random.nextInt(10) > 0;
      byte[] payload =
          intact
              ? OldValues.payload(body, random.nextInt(RdbFormat.MAX_VERSION + 1))
              : mutation.of(OldValues.payload(body), body);
      restore(payload);
    }
    report("payloads");
  }

  /** As many elements as there are bytes for, which then turn out to be something else or none. */
  @Test
  void payloadsThatAnnounceAllTheyMay() throws IOException {
    for (int type : OldValues.TYPES) {
      for (int content : new int[] {0, 1, 2, 0x40, 0xc0, 0xfe, 0xff}) {
        for (int each : new int[] {1, 2, 3, 10, 18}) {
          var filled = new byte[LARGE];
          Arrays.fill(filled, (byte) content);
          byte[] count = OldFormats.length(LARGE / each);
          restore(OldValues.payload(concat(bytes(type), count, filled)));
        }
      }
    }
    System.out.println("Large payloads: " + tally);
  }

  private void restore(byte[] payload) throws IOException {
    var restored = new ArrayList<Value>();
    measured(
        payload,
        () -> {
          try {
            restored.add(DumpPayload.restore(payload, fixture.packing));
            return true;
          } catch (RdbFormatException e) {
            String name = "(file DUMP payload, offset ";
            assertTrue(e.getMessage().contains(name), () -> e + hex(payload));
            return false;
          }
        });
    for (Value value : restored) {
      isWhole(value, payload);
    }
  }

  @Test
  void files() throws IOException {
    List<byte[]> seeds = wholeFiles();
    for (int i = 0; i < INPUTS - INPUTS / 2; i++) {
      byte[] file = mutation.of(any(seeds), any(seeds));
      if (file.length > 2 * Long.BYTES && random.nextInt(5) > 0) {
        file = summed(file);
      }
      load(file);
    }
    report("files");
  }

  private void load(byte[] file) throws IOException {
    var values = new ArrayList<Value>();
    measured(file, () -> load(file, values));
    for (Value value : values) {
      isWhole(value, file);
    }
  }

  private boolean load(byte[] file, List<Value> values) throws IOException {
    RdbSink sink =
        new RdbSink() {
          @Override
          public void entry(int db, byte[] key, Value value, long at, long idle, int used) {
            values.add(value);
          }

          @Override
          public void function(byte[] code) {}
        };
    try (var input = new FileInput(new MemoryFile(file, file.length), "dump.rdb")) {
      var meter = new ProgressMeter(LoadProgress.NONE, file.length);
      new RdbReader(input, fixture.packing, sink, (level, text) -> {}, meter).read(true);
      return true;
    } catch (RdbFormatException e) {
      assertTrue(e.getMessage().contains("(file dump.rdb, offset "), () -> e + hex(file));
      assertTrue(e.offset() >= 0 && e.offset() <= file.length, () -> e + hex(file));
      return false;
    }
  }

  /** What it took to read an input: time, and memory beyond what is fixed for each of its bytes. */
  private record Cost(long nanos, double perByte) {}

  /**
   * Code that runs for the first time allocates too, and the machine has other things to do: what
   * seems too much is measured again.
   */
  private void measured(byte[] input, Reading reading) throws IOException {
    boolean maybeCompressed = contains(input, (byte) COMPRESSED);
    double limit = maybeCompressed ? FACTOR * Lzf.MAX_RATIO : FACTOR;
    Cost cost = cost(input, reading);
    for (int again = 0; again < 3 && (2 * cost.perByte > limit || isSlow(cost)); again++) {
      cost = cost(input, reading);
    }
    assertTrue(cost.perByte <= limit && cost.nanos <= LONGEST_NANOS, cost + hex(input));
    tally.cost(cost, maybeCompressed);
  }

  private static boolean isSlow(Cost cost) {
    return cost.nanos > SLOW_NANOS;
  }

  private Cost cost(byte[] input, Reading reading) throws IOException {
    long start = System.nanoTime();
    long before = allocated();
    try {
      tally.ended(reading.read());
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw new AssertionError(e + hex(input), e);
    }
    long beyond = Math.max(0, allocated() - before - FIXED);
    return new Cost(System.nanoTime() - start, (double) beyond / Math.max(1, input.length));
  }

  /** Reads all of a value, and writes it in both forms of a base. */
  private void isWhole(Value value, byte[] input) {
    try {
      assertFalse(value.isEmpty());
      String text = ValueText.of(value);
      for (boolean compress : new boolean[] {false, true}) {
        byte[] dumped = DumpPayload.dump(value, compress);
        assertEquals(text, ValueText.of(DumpPayload.restore(dumped, fixture.packing)));
        assertEquals(text, ValueText.of(DumpPayload.restore(dumped, nothingPacked)));
      }
      var out = new CommandOutput(new ByteCounter());
      var writer = new CommandWriter(out);
      writer.database(0, 1, 0);
      writer.entry(bytes("key"), value, -1, 0, 0);
      out.flush();
      assertEquals(text, ValueText.of(value.copy()));
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError(e + hex(input), e);
    }
  }

  // ---- what is damaged

  private byte[] any(List<byte[]> seeds) {
    return seeds.get(random.nextInt(seeds.size()));
  }

  /** Values of all types and encodings, each behind the byte of its type. */
  private static List<byte[]> bodies() {
    var bodies = new ArrayList<byte[]>();
    for (int type : OldValues.TYPES) {
      for (int count : new int[] {1, 3, 20}) {
        bodies.add(concat(bytes(type), OldValues.body(type, count, count == 3 ? 70 : 3)));
      }
    }
    for (Thresholds thresholds : RandomValues.ALL_ENCODINGS) {
      var values = new RandomValues(bodies.size(), thresholds);
      for (int i = 0; i < 42; i++) {
        byte[] payload = DumpPayload.dump(values.value(i % 7, i < 28 ? 6 : 40), i % 2 == 0);
        bodies.add(Arrays.copyOf(payload, payload.length - 10));
      }
    }
    return bodies;
  }

  /** Files of all versions with all that stands in files. */
  private static List<byte[]> wholeFiles() throws IOException {
    var files = new ArrayList<byte[]>();
    for (int version = 1; version <= RdbFormat.MAX_VERSION; version++) {
      files.add(oldFile(version));
    }
    for (Thresholds thresholds : RandomValues.ALL_ENCODINGS) {
      for (RdbOptions.Access access : RdbOptions.Access.values()) {
        var options = new RdbOptions(access == RdbOptions.Access.NONE, true, access, false, false);
        files.add(ownFile(new RandomValues(files.size(), thresholds), options));
      }
    }
    return files;
  }

  private static byte[] oldFile(int version) {
    var file = new ArrayList<byte[]>();
    file.add(bytes("REDIS" + "%04d".formatted(version)));
    if (version >= 7) {
      file.add(concat(bytes(RdbFormat.AUX), string(bytes("k")), string(bytes("v"))));
      file.add(HexFormat.of().parseHex("f78100ab0102030405060201020500056162636465" + "00"));
      file.add(concat(bytes(RdbFormat.FUNCTION), string(bytes("#!lua name=x\n"))));
    }
    file.add(bytes(RdbFormat.SELECT_DB, 1));
    for (int type : OldValues.TYPES) {
      file.add(type % 2 == 0 ? bytes(RdbFormat.EXPIRE_S, 0, 0, 0, 0x7f) : bytes());
      file.add(concat(bytes(type), string(bytes("key" + type)), OldValues.body(type, 3, 5)));
    }
    file.add(bytes(RdbFormat.EOF));
    file.add(new byte[Long.BYTES]);
    return summed(concat(file.toArray(byte[][]::new)));
  }

  private static byte[] ownFile(RandomValues values, RdbOptions options) throws IOException {
    var file = new MemoryFile();
    var writer = new RdbWriter(new RdbOutput(file, options), options);
    writer.begin(new Fixture().env.clock().instant(), 1);
    writer.function(bytes("#!lua name=x\n"));
    writer.database(0, 14, 7);
    for (int i = 0; i < 14; i++) {
      Value value = i == 0 ? StringValue.of(-70_000) : values.value(i % 7, 12);
      writer.entry(bytes("key" + i), value, i % 2 == 0 ? -1 : 1L << 41, 5, 6);
    }
    writer.end();
    return file.bytes();
  }

  /** The file with the sum at its end that it should have. */
  private static byte[] summed(byte[] file) {
    int end = file.length - Long.BYTES;
    long sum = Crc64.update(0, file, 0, end);
    return concat(Arrays.copyOf(file, end), little(Long.BYTES).putLong(sum).array());
  }

  private static boolean contains(byte[] input, byte wanted) {
    for (byte b : input) {
      if (b == wanted) {
        return true;
      }
    }
    return false;
  }

  private static String hex(byte[] input) {
    return " by " + HexFormat.of().formatHex(input, 0, Math.min(input.length, 5000));
  }

  private static long allocated() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }

  private void report(String what) {
    assertTrue(tally.accepted > 0 && tally.refused > 0, tally.toString());
    System.out.println("Damaged " + what + ": " + tally);
  }
}
