package dev.heddle.server.engine;

import java.util.Arrays;

/** A key of a database, as clients that wait for it name it. */
final class DbKey implements Comparable<DbKey> {
  private final int db;
  private final byte[] key;
  private final int hash;

  /** The array is not copied and must not be changed. */
  DbKey(int db, byte[] key) {
    this.db = db;
    this.key = key;
    this.hash = 31 * db + Arrays.hashCode(key);
  }

  int db() {
    return db;
  }

  byte[] key() {
    return key;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DbKey o && o.db == db && Arrays.equals(o.key, key);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Keys that were chosen to have the same hash are found by this order. */
  @Override
  public int compareTo(DbKey other) {
    int byDb = Integer.compare(db, other.db);
    return byDb != 0 ? byDb : Arrays.compareUnsigned(key, other.key);
  }
}
