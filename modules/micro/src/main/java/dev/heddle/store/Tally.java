package dev.heddle.store;

/** Takes elements and keeps a sum that depends on each. */
final class Tally implements Elements {
  private long sum;

  @Override
  public void text(byte[] a, int off, int len) {
    sum += a[off] + len;
  }

  @Override
  public void number(long value) {
    sum += value;
  }

  long sum() {
    return sum;
  }
}
