package dev.heddle.store;

/** Is told what the keyspace removes of its own accord, after it has removed it. */
public interface KeyspaceObserver {
  /** The key's time was over. */
  void expired(Database db, byte[] key);

  /** The key made room for others. */
  void evicted(Database db, byte[] key);
}
