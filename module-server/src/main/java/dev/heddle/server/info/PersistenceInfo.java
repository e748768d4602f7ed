package dev.heddle.server.info;

import dev.heddle.persist.AofStatus;
import dev.heddle.server.family.StorageControl;
import org.jspecify.annotations.Nullable;

/** INFO persistence: what of the data is on the disk. */
final class PersistenceInfo {
  private PersistenceInfo() {}

  static void write(Moment moment, InfoText text) {
    text.field("loading", moment.engine().loading())
        .fields(0, "async_loading", "current_cow_peak", "current_cow_size", "current_cow_size_age")
        .decimal("current_fork_perc", 0)
        .fields(0, "current_save_keys_processed", "current_save_keys_total");
    snapshots(moment, text);
    AofStatus aof = moment.aof();
    journal(aof, text);
    text.fields(0, "module_fork_in_progress", "module_fork_last_cow_size");
    if (aof != null) {
      text.field("aof_current_size", aof.currentSize())
          .field("aof_base_size", aof.baseSize())
          .field("aof_pending_rewrite", false)
          .field("aof_buffer_length", aof.bufferLength())
          .field("aof_pending_bio_fsync", aof.pendingFsync())
          .field("aof_delayed_fsync", aof.delayedFsync());
    }
  }

  private static void snapshots(Moment moment, InfoText text) {
    StorageControl storage = moment.server().storage();
    text.field("rdb_changes_since_last_save", moment.engine().effects().dirty())
        .field("rdb_bgsave_in_progress", false)
        .field("rdb_last_save_time", storage.lastSave())
        .field("rdb_last_bgsave_status", storage.lastSaveSucceeded() ? "ok" : "err")
        .field("rdb_last_bgsave_time_sec", -1)
        .field("rdb_current_bgsave_time_sec", -1)
        .field("rdb_saves", storage.saves())
        .field("rdb_last_cow_size", 0)
        .field("rdb_last_load_keys_expired", storage.lastLoadExpired())
        .field("rdb_last_load_keys_loaded", storage.lastLoadKeys());
  }

  private static void journal(@Nullable AofStatus aof, InfoText text) {
    text.field("aof_enabled", aof != null)
        .field("aof_rewrite_in_progress", false)
        .field("aof_rewrite_scheduled", false)
        .field("aof_last_rewrite_time_sec", -1)
        .field("aof_current_rewrite_time_sec", -1)
        .field("aof_last_bgrewrite_status", "ok")
        .field("aof_rewrites", 0)
        .field("aof_rewrites_consecutive_failures", 0)
        .field("aof_last_write_status", aof == null ? "ok" : aof.lastWriteStatus())
        .field("aof_last_cow_size", 0);
  }
}
