package dev.heddle.persist;

import dev.heddle.store.Elements;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes elements of a collection as strings, one after the other. */
final class ElementOutput implements Elements {
  private final RdbOutput out;

  ElementOutput(RdbOutput out) {
    this.out = out;
  }

  @Override
  public void text(byte[] a, int off, int len) {
    try {
      out.string(a, off, len);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void number(long value) {
    try {
      out.string(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
