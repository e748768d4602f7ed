package dev.heddle.server.family;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.store.Decimal;
import dev.heddle.store.Elements;

/** Writes the elements of a collection as bulk strings. */
final class Bulks implements Elements {
  private final ReplyWriter out;
  private final byte[] digits = new byte[Decimal.MAX_LENGTH];

  Bulks(ReplyWriter out) {
    this.out = out;
  }

  @Override
  public void text(byte[] a, int off, int len) {
    out.bulk(a, off, len);
  }

  @Override
  public void number(long value) {
    out.bulk(digits, 0, Decimal.write(value, digits, 0));
  }
}
