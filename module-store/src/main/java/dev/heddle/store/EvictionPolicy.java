package dev.heddle.store;

import java.util.Locale;

/** The values of {@code maxmemory-policy}: which keys make room when memory is full. */
public enum EvictionPolicy {
  VOLATILE_LRU,
  ALLKEYS_LRU,
  VOLATILE_LFU,
  ALLKEYS_LFU,
  VOLATILE_RANDOM,
  ALLKEYS_RANDOM,
  VOLATILE_TTL,
  NOEVICTION;

  /** The name in the configuration: {@code allkeys-lru}. */
  public String configName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether only keys with an expiry time may go. */
  public boolean volatileOnly() {
    return switch (this) {
      case VOLATILE_LRU, VOLATILE_LFU, VOLATILE_RANDOM, VOLATILE_TTL -> true;
      case ALLKEYS_LRU, ALLKEYS_LFU, ALLKEYS_RANDOM, NOEVICTION -> false;
    };
  }

  /** Whether the keys used least often go: needs {@link AccessPolicy#frequency}. */
  public boolean leastFrequent() {
    return this == VOLATILE_LFU || this == ALLKEYS_LFU;
  }

  /** Whether the keys not used for longest go. */
  public boolean leastRecent() {
    return this == VOLATILE_LRU || this == ALLKEYS_LRU;
  }
}
