package dev.heddle.store;

/**
 * What the keyspace remembers about the use of its keys.
 *
 * @param frequency how often (LFU) instead of when last (LRU)
 * @param logFactor {@code lfu-log-factor}: the higher, the more uses until the counter is full
 * @param decayMinutes {@code lfu-decay-time}: the counter loses one in this time; 0: never
 */
public record AccessPolicy(boolean frequency, int logFactor, int decayMinutes) {
  /** As Redis is configured unless told otherwise. */
  public static final AccessPolicy DEFAULT = new AccessPolicy(/* frequency= */ false, 10, 1);
}
