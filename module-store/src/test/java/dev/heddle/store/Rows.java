package dev.heddle.store;

import java.util.List;
import java.util.stream.Stream;

/** Texts as a row, each an array of its own. */
record Rows(List<byte[]> texts) implements TextRow {
  static Rows of(String... texts) {
    return new Rows(Stream.of(texts).map(Keys::bytes).toList());
  }

  @Override
  public int count() {
    return texts.size();
  }

  @Override
  public byte[] array(int i) {
    return texts.get(i);
  }

  @Override
  public int offset(int i) {
    return 0;
  }

  @Override
  public int length(int i) {
    return texts.get(i).length;
  }
}
