package dev.heddle.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/** Collects the elements of a collection as strings. */
final class Texts implements Elements {
  final List<String> all = new ArrayList<>();

  @Override
  public void text(byte[] a, int off, int len) {
    all.add(new String(a, off, len, ISO_8859_1));
  }

  @Override
  public void number(long value) {
    all.add(Long.toString(value));
  }
}
