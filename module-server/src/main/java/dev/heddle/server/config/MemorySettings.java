package dev.heddle.server.config;

import static dev.heddle.server.config.Trait.INERT;
import static dev.heddle.server.config.Trait.UNSUPPORTED;

import dev.heddle.store.EvictionPolicy;
import java.util.List;

/** How much memory the data may take, and what happens then. */
public final class MemorySettings extends Section {
  public final LongSetting maxMemory = memory("maxmemory", 0, 0);
  public final ValueSetting<EvictionPolicy> maxMemoryPolicy =
      oneOf(
          "maxmemory-policy",
          EvictionPolicy.NOEVICTION,
          List.of(
              EvictionPolicy.VOLATILE_LRU,
              EvictionPolicy.VOLATILE_LFU,
              EvictionPolicy.VOLATILE_RANDOM,
              EvictionPolicy.VOLATILE_TTL,
              EvictionPolicy.ALLKEYS_LRU,
              EvictionPolicy.ALLKEYS_LFU,
              EvictionPolicy.ALLKEYS_RANDOM,
              EvictionPolicy.NOEVICTION));
  public final LongSetting maxMemorySamples = number("maxmemory-samples", 5, 1, INT);
  public final LongSetting maxMemoryEvictionTenacity =
      number("maxmemory-eviction-tenacity", 10, 0, 100, INERT);
  public final LongSetting lfuLogFactor = number("lfu-log-factor", 10, 0, INT);
  public final LongSetting lfuDecayTime = number("lfu-decay-time", 1, 0, INT);

  public final BoolSetting lazyEviction = bool("lazyfree-lazy-eviction", false, INERT);
  public final BoolSetting lazyExpire = bool("lazyfree-lazy-expire", false, INERT);
  public final BoolSetting lazyServerDel = bool("lazyfree-lazy-server-del", false, INERT);
  public final BoolSetting lazyUserDel = bool("lazyfree-lazy-user-del", false, INERT);
  public final BoolSetting lazyUserFlush = bool("lazyfree-lazy-user-flush", false, INERT);

  MemorySettings() {
    memoryOrPercent("maxmemory-clients", 0, UNSUPPORTED);
    bool("activedefrag", false, UNSUPPORTED);
    memory("active-defrag-ignore-bytes", 100 << 20, 1, UNSUPPORTED);
    number("active-defrag-threshold-lower", 10, 0, 1000, UNSUPPORTED);
    number("active-defrag-threshold-upper", 100, 0, 1000, UNSUPPORTED);
    number("active-defrag-cycle-min", 1, 1, 99, UNSUPPORTED);
    number("active-defrag-cycle-max", 25, 1, 99, UNSUPPORTED);
    number("active-defrag-max-scan-fields", 1000, 1, LONG, UNSUPPORTED);
    bool("jemalloc-bg-thread", true, INERT);
  }
}
