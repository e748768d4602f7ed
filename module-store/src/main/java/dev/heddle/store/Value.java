package dev.heddle.store;

import org.jspecify.annotations.Nullable;

/** What a key holds: one of Redis's types. Each hides its encodings behind itself. */
public abstract sealed class Value
    permits StringValue, ListValue, HashValue, SetValue, ZSetValue, StreamValue {
  Value() {}

  /** The type's name as {@code TYPE} answers it. */
  public abstract String type();

  /** The encoding's name as {@code OBJECT ENCODING} answers it. */
  public abstract String encoding();

  /** True for a collection without elements; such a one is no value of a key for long. */
  public abstract boolean isEmpty();

  /** Bytes on the heap; O(1). */
  public abstract long memory(Sizes sizes);

  /** Reads a little of what any command on this value reads first. */
  abstract int touch();

  /**
   * Where the elements of a large collection are looked up; null: they are not, or it is packed.
   */
  @Nullable HashTable<?> elements() {
    return null;
  }

  /** Whether this is a string that is kept beside its key. */
  boolean embeds() {
    return false;
  }

  /** A value equal to this that no change of this reaches. */
  public abstract Value copy();

  /** A value equal to this, for a snapshot: only to be read. */
  Value frozen() {
    return copy();
  }

  /**
   * Begins to copy a large value for a snapshot; null: it is not large, so {@link #frozen} does.
   */
  @Nullable ValueWalk walk() {
    return null;
  }
}
