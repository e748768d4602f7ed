package dev.heddle.store;

/** A zset. */
public final class ZSetValue extends Value {
  @Override
  public String type() {
    return "zset";
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
  public ZSetValue copy() {
    return new ZSetValue();
  }
}
