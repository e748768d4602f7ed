package dev.heddle.server.config;

import static dev.heddle.server.config.Trait.UNSUPPORTED;

/** What clients may use up. */
public final class ClientSettings extends Section {
  private static final long MEGABYTE = 1 << 20;

  public final LongSetting maxClients = number("maxclients", 10000, 1, UNSIGNED_INT);
  public final LongSetting timeout = number("timeout", 0, 0, INT);
  public final LongSetting protoMaxBulkLen = memory("proto-max-bulk-len", 512 * MEGABYTE, MEGABYTE);
  public final LongSetting queryBufferLimit =
      memory("client-query-buffer-limit", 1024 * MEGABYTE, MEGABYTE);
  public final ValueSetting<OutputLimits> outputBufferLimit =
      value("client-output-buffer-limit", OutputLimits.SYNTAX, OutputLimits.DEFAULT);

  public final LongSetting trackingTableMaxKeys =
      number("tracking-table-max-keys", 1_000_000, 0, LONG);

  ClientSettings() {
    renamed("lua-time-limit", number("busy-reply-threshold", 5000, 0, LONG, UNSUPPORTED));
  }
}
