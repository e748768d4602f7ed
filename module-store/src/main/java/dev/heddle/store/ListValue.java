package dev.heddle.store;

/** A list. */
public final class ListValue extends Value {
  @Override
  public String type() {
    return "list";
  }

  @Override
  public String encoding() {
    return "quicklist";
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
  public ListValue copy() {
    return new ListValue();
  }
}
