package dev.heddle.server.info;

import dev.heddle.persist.AofStatus;
import dev.heddle.server.family.LoadStatus;
import dev.heddle.server.family.RewriteStatus;
import dev.heddle.server.family.SaveStatus;
import dev.heddle.server.family.StorageControl;
import dev.heddle.store.Snapshot;
import org.jspecify.annotations.Nullable;

/** INFO persistence: what of the data is on the disk. */
final class PersistenceInfo {
  private PersistenceInfo() {}

  static void write(Moment moment, InfoText text) {
    text.field("loading", moment.engine().loading()).field("async_loading", false);
    current(moment.server().storage().runningSnapshot(), text);
    snapshots(moment, text);
    AofStatus aof = moment.aof();
    journal(moment.server().storage().rewriteStatus(), aof, text);
    text.fields(0, "module_fork_in_progress", "module_fork_last_cow_size");
    if (aof != null) {
      text.field("aof_current_size", aof.currentSize())
          .field("aof_base_size", aof.baseSize())
          .field("aof_pending_rewrite", false) // none waits for an fsync
          .field("aof_buffer_length", aof.bufferLength())
          .field("aof_pending_bio_fsync", aof.pendingFsync())
          .field("aof_delayed_fsync", aof.delayedFsync());
    }
    LoadStatus load = moment.server().storage().loadStatus();
    if (load != null) {
      loading(load, moment.now(), text);
    }
  }

  private static void loading(LoadStatus load, long now, InfoText text) {
    text.field("loading_start_time", load.began())
        .field("loading_total_bytes", load.total())
        .field("loading_rdb_used_mem", load.usedMemory())
        .field("loading_loaded_bytes", load.loaded())
        .decimal("loading_loaded_perc", load.percent())
        .field("loading_eta_seconds", load.secondsLeft(now));
  }

  private static void snapshots(Moment moment, InfoText text) {
    StorageControl storage = moment.server().storage();
    SaveStatus saves = storage.saveStatus();
    text.field("rdb_changes_since_last_save", moment.engine().effects().dirty())
        .field("rdb_bgsave_in_progress", saves.running())
        .field("rdb_last_save_time", saves.lastSave())
        .field("rdb_last_bgsave_status", saves.lastSucceeded() ? "ok" : "err")
        .field("rdb_last_bgsave_time_sec", saves.lastSeconds())
        .field("rdb_current_bgsave_time_sec", saves.seconds())
        .field("rdb_saves", saves.saves())
        .field("rdb_last_cow_size", saves.lastCopied())
        .field("rdb_last_load_keys_expired", storage.lastLoadExpired())
        .field("rdb_last_load_keys_loaded", storage.lastLoadKeys());
  }

  private static void current(@Nullable Snapshot snapshot, InfoText text) {
    long copied = snapshot == null ? 0 : snapshot.handedOver();
    long read = snapshot == null ? 0 : snapshot.read();
    long total = snapshot == null ? 0 : snapshot.total();
    text.field("current_cow_peak", copied)
        .field("current_cow_size", copied)
        .field("current_cow_size_age", 0)
        .decimal("current_fork_perc", total == 0 ? 0 : 100.0 * read / total)
        .field("current_save_keys_processed", read)
        .field("current_save_keys_total", total);
  }

  private static void journal(RewriteStatus rewrites, @Nullable AofStatus aof, InfoText text) {
    text.field("aof_enabled", aof != null)
        .field("aof_rewrite_in_progress", rewrites.running())
        .field("aof_rewrite_scheduled", rewrites.scheduled())
        .field("aof_last_rewrite_time_sec", rewrites.lastSeconds())
        .field("aof_current_rewrite_time_sec", rewrites.seconds())
        .field("aof_last_bgrewrite_status", rewrites.lastSucceeded() ? "ok" : "err")
        .field("aof_rewrites", rewrites.rewrites())
        .field("aof_rewrites_consecutive_failures", rewrites.failures())
        .field("aof_last_write_status", aof == null ? "ok" : aof.lastWriteStatus())
        .field("aof_last_cow_size", rewrites.lastCopied());
  }
}
