package dev.heddle.store;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hashes of tests, with fields and values as strings and low thresholds. */
final class Hashes {
  static final int MOST_PACKED = 8;
  static final int LONGEST_PACKED = 12;

  private static final Packing PACKING = packing(MOST_PACKED, LONGEST_PACKED);

  private Hashes() {}

  static Packing packing(int entries, int value) {
    var packing = new Packing(new SipHash(1, 2));
    packing.thresholds(new Thresholds(-2, 0, entries, value, 512, 128, 64, 128, 64));
    return packing;
  }

  /** With fields f0, f1, ... and values v0, v1, ... */
  static HashValue filled(int size) {
    var hash = new HashValue();
    for (int i = 0; i < size; i++) {
      put(hash, "f" + i, "v" + i);
    }
    return hash;
  }

  /** As {@link #filled}, but a table although it is small. */
  static HashValue spilled(int size) {
    HashValue hash = filled(size + MOST_PACKED);
    for (int i = size; i < size + MOST_PACKED; i++) {
      remove(hash, "f" + i);
    }
    assertFalse(hash.isPacked());
    return hash;
  }

  static boolean put(HashValue hash, String field, String value) {
    return hash.put(padded(field), 1, field.length(), padded(value), 1, value.length(), PACKING);
  }

  static boolean remove(HashValue hash, String field) {
    return hash.remove(padded(field), 1, field.length());
  }

  /** The value of a field, or null. */
  static String value(HashValue hash, String field) {
    byte[] value = hash.value(padded(field), 1, field.length());
    return value == null ? null : Keys.text(value);
  }

  static List<String> all(HashValue hash, HashPart part) {
    var out = new Texts();
    hash.forEach(part, out);
    return out.all;
  }

  static Map<String, String> pairs(HashValue hash) {
    return pairs(all(hash, HashPart.BOTH));
  }

  static Map<String, String> pairs(List<String> texts) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 0; i < texts.size(); i += 2) {
      pairs.put(texts.get(i), texts.get(i + 1));
    }
    return pairs;
  }

  /** The text with a byte on both sides. */
  static byte[] padded(String text) {
    return Keys.bytes("<" + text + ">");
  }
}
