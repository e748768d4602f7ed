package dev.heddle.store;

import java.util.function.Consumer;

/** A table whose elements a {@link TableWalk} reads. */
interface Walkable<N> {
  /**
   * Gives the elements of the bucket at {@code cursor} and returns the next cursor, which is below
   * 2^32; 0 starts, and 0 means that this was the last. The table must not be changed by {@code
   * out}; between two calls anything may happen to it: see {@link LinearHashing}.
   */
  long scan(long cursor, Consumer<? super N> out);

  /** The hash of an element's key. */
  long hash(N element);

  /** The array in which an element's key lies. */
  byte[] array(N element);

  /** Where it begins. */
  int keyAt(N element);

  /** Its bytes. */
  int keyLength(N element);

  /** An empty table of nodes whose array is the key, by the same hash. */
  <M extends Node> HashTable<M> ofKeys();
}
