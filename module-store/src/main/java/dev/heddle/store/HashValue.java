package dev.heddle.store;

/** A hash. */
public final class HashValue extends Value {
  @Override
  public String type() {
    return "hash";
  }

  @Override
  public String encoding() {
    return "listpack";
  }

  @Override
  public boolean isEmpty() {
    return true;
  }

  @Override
  public long memory(Sizes sizes) {
    return sizes.object(1, 0);
  }

  @Override
  int touch() {
    return 0;
  }

  @Override
  public HashValue copy() {
    return new HashValue();
  }
}
