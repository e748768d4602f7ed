package dev.heddle.server.family;

import dev.heddle.store.Hll;
import dev.heddle.store.StringValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What PFSELFTEST tries: that registers keep each rank they may have, that sparse and dense
 * registers which have seen the same elements are the same, and that estimates are as near as they
 * should be.
 */
final class HyperLogLogSelfTest {
  private static final int ELEMENTS = 100_000;
  private static final int SPARSE_ELEMENTS = 1_000;
  private static final int MOST_RANK = 51;
  private static final double STANDARD_ERROR = 1.04 / 128; // 128 is the root of the registers
  private static final double ALLOWED = 6; // standard errors; chance exceeds this once in 10^8

  private HyperLogLogSelfTest() {}

  /** Runs all of it, with elements that begin with {@code seed}; returns what failed, or null. */
  static @Nullable String run(byte[] seed) {
    if (!keepsRanks()) {
      return "TESTFAILED Registers do not keep what is set";
    }
    return countsElements(new String(seed, StandardCharsets.ISO_8859_1));
  }

  private static boolean keepsRanks() {
    var expected = new byte[Hll.REGISTERS];
    Hll dense = Hll.empty();
    dense.makeDense();
    for (int round = 1; round <= MOST_RANK; round++) {
      for (int i = 0; i < expected.length; i++) {
        expected[i] = (byte) Math.max(expected[i], 1 + (i * 31 + round * 7) % MOST_RANK);
      }
      dense.raiseTo(expected, 0);
      if (!Arrays.equals(expected, dense.registers())) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String countsElements(String prefix) {
    Hll sparse = Hll.empty();
    Hll dense = Hll.empty();
    dense.makeDense();
    int next = 1;
    for (int n = 1; n <= ELEMENTS; n++) {
      byte[] element = (prefix + ':' + n).getBytes(StandardCharsets.ISO_8859_1);
      dense.add(element, 0, element.length, 0);
      if (n <= SPARSE_ELEMENTS) {
        sparse.add(element, 0, element.length, StringValue.MAX_LENGTH);
      }
      if (n == next || n == ELEMENTS) {
        if (n <= SPARSE_ELEMENTS && sparse.estimate() != dense.estimate()) {
          return "TESTFAILED dense/sparse disagree after " + n + " elements";
        }
        double error = Math.abs(dense.estimate() - n);
        if (error > 1 + ALLOWED * STANDARD_ERROR * n) {
          return "TESTFAILED Too big error. card:" + n + " abserr:" + (long) error;
        }
        next *= 10;
      }
    }
    return null;
  }
}
