package dev.heddle.server.config;

/** Up to which size a collection stays packed. */
public final class EncodingSettings extends Section {
  public final LongSetting hashMaxListpackEntries =
      renamed("hash-max-ziplist-entries", number("hash-max-listpack-entries", 512, 0, LONG));
  public final LongSetting hashMaxListpackValue =
      renamed("hash-max-ziplist-value", memory("hash-max-listpack-value", 64, 0));
  public final LongSetting listMaxListpackSize =
      renamed(
          "list-max-ziplist-size", number("list-max-listpack-size", -2, Integer.MIN_VALUE, INT));
  public final LongSetting listCompressDepth = number("list-compress-depth", 0, 0, INT);
  public final LongSetting setMaxIntsetEntries = number("set-max-intset-entries", 512, 0, LONG);
  public final LongSetting setMaxListpackEntries = number("set-max-listpack-entries", 128, 0, LONG);
  public final LongSetting setMaxListpackValue = memory("set-max-listpack-value", 64, 0);
  public final LongSetting zsetMaxListpackEntries =
      renamed("zset-max-ziplist-entries", number("zset-max-listpack-entries", 128, 0, LONG));
  public final LongSetting zsetMaxListpackValue =
      renamed("zset-max-ziplist-value", memory("zset-max-listpack-value", 64, 0));
  public final LongSetting hllSparseMaxBytes = memory("hll-sparse-max-bytes", 3000, 0);
  public final LongSetting streamNodeMaxBytes = memory("stream-node-max-bytes", 4096, 0);
  public final LongSetting streamNodeMaxEntries = number("stream-node-max-entries", 100, 0, LONG);

  EncodingSettings() {}
}
