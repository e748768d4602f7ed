package dev.heddle.persist;

import dev.heddle.store.Value;
import java.io.IOException;

/** Writes what a keyspace holds to a file: functions first, then the keys of each database. */
public sealed interface KeyspaceWriter permits RdbWriter, CommandWriter {
  /** Writes the source of a library of functions; before the first database. */
  void function(byte[] code) throws IOException;

  /** Begins a database with its number of keys and of those that expire. */
  void database(int db, long keys, long expiring) throws IOException;

  /** Goes on with a database that was begun before. */
  void select(int db) throws IOException;

  /**
   * Writes a key of the current database.
   *
   * @param value is only walked over
   * @param expireAt epoch milliseconds, -1: never
   * @param idleSeconds recorded where the file has a place for it
   * @param frequency recorded where the file has a place for it
   */
  void entry(byte[] key, Value value, long expireAt, long idleSeconds, int frequency)
      throws IOException;
}
