package dev.heddle.store;

/** A set. */
public final class SetValue extends Value {
  @Override
  public String type() {
    return "set";
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
  public SetValue copy() {
    return new SetValue();
  }
}
