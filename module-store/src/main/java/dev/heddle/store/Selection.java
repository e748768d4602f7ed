package dev.heddle.store;

/** Hands the elements that a {@link Sampling} chooses to one taker and the others to another. */
final class Selection implements Elements {
  private static final Elements NOBODY =
      new Elements() {
        @Override
        public void text(byte[] a, int off, int len) {}

        @Override
        public void number(long value) {}
      };

  private final Sampling sampling;
  private final Elements chosen;
  private final Elements others;

  Selection(Sampling sampling, Elements chosen, Elements others) {
    this.sampling = sampling;
    this.chosen = chosen;
    this.others = others;
  }

  /** A selection of which nobody takes the others. */
  Selection(Sampling sampling, Elements chosen) {
    this(sampling, chosen, NOBODY);
  }

  @Override
  public void text(byte[] a, int off, int len) {
    next().text(a, off, len);
  }

  @Override
  public void number(long value) {
    next().number(value);
  }

  private Elements next() {
    return sampling.takesNext() ? chosen : others;
  }
}
