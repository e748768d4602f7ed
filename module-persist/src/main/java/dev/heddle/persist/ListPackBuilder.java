package dev.heddle.persist;

import dev.heddle.store.Decimal;
import dev.heddle.store.Elements;
import dev.heddle.store.ListPack;

/** Makes a listpack of the elements that it is given. */
final class ListPackBuilder implements Elements {
  private byte[] list = ListPack.empty();
  private final byte[] digits = new byte[Decimal.MAX_LENGTH];

  @Override
  public void text(byte[] a, int off, int len) {
    list = ListPack.append(list, a, off, len);
  }

  @Override
  public void number(long value) {
    text(digits, 0, Decimal.write(value, digits, 0));
  }

  /** The listpack; it belongs to the caller, and nothing may be added after this. */
  byte[] list() {
    return list;
  }
}
