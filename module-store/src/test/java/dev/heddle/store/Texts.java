package dev.heddle.store;

import java.util.ArrayList;
import java.util.List;

/** Collects the elements of a collection as strings. */
final class Texts implements Elements {
  final List<String> all = new ArrayList<>();

  @Override
  public void text(byte[] a, int off, int len) {
    all.add(new String(a, off, len, java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  @Override
  public void number(long value) {
    all.add(Long.toString(value));
  }
}
