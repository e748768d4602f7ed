package dev.heddle.server.family;

import dev.heddle.resp.Args;
import dev.heddle.store.TextRow;

/**
 * The arguments from one on, as a row of texts.
 *
 * @param first the first of them
 */
record ArgTexts(Args args, int first) implements TextRow {
  @Override
  public int count() {
    return args.count() - first;
  }

  @Override
  public byte[] array(int i) {
    return args.array(first + i);
  }

  @Override
  public int offset(int i) {
    return args.offset(first + i);
  }

  @Override
  public int length(int i) {
    return args.length(first + i);
  }
}
