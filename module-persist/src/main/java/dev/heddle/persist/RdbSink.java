package dev.heddle.persist;

import dev.heddle.store.Value;

/** Receives the contents of an RDB file. */
public interface RdbSink {
  /** A field about the file, as {@code redis-ver}. */
  default void aux(String key, byte[] value) {}

  /**
   * The file's word for a database's size, before its entries; not every file has it.
   *
   * @param keys hint for the table; never more than the file could hold
   * @param expiring hint for those that expire
   */
  default void database(int db, long keys, long expiring) throws LoadException {}

  /**
   * One key.
   *
   * @param expireAt epoch milliseconds, -1: never
   * @param idleSeconds for LRU, -1: not recorded
   * @param frequency for LFU, 0 to 255, -1: not recorded
   */
  void entry(int db, byte[] key, Value value, long expireAt, long idleSeconds, int frequency)
      throws LoadException;

  /** What is handed over next stands at this offset of the file, or a little behind it. */
  default void at(long offset) {}

  /**
   * All that the file holds was handed over. A sink that works behind the reader's back returns
   * when it is done.
   */
  default void finish() throws LoadException {}

  /** The source of one library of functions. */
  void function(byte[] code) throws LoadException;
}
