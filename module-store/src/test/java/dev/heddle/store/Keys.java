package dev.heddle.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Keys and texts of tests as strings. */
final class Keys {
  private Keys() {}

  static byte[] bytes(String s) {
    return s.getBytes(ISO_8859_1);
  }

  static String text(byte[] b) {
    return new String(b, ISO_8859_1);
  }

  static String text(StringValue v) {
    return text(v.bytes());
  }
}
