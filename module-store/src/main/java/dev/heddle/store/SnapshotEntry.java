package dev.heddle.store;

/**
 * A key as it was when a {@link Snapshot} was opened.
 *
 * @param db the index of its database
 * @param key not to be changed
 * @param value as it was then; only to be walked over, and only until the next slice is read
 * @param expireAt epoch milliseconds, {@link Entry#NO_EXPIRY}: never
 * @param idleSeconds seconds since its last use; means something under an LRU policy
 * @param frequency the counter of uses, 0 to 255; means something under an LFU policy
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SnapshotEntry(
    int db, byte[] key, Value value, long expireAt, long idleSeconds, int frequency) {}
