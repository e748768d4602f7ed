package dev.heddle.server.info;

import dev.heddle.server.command.Lookups;
import dev.heddle.server.command.Subscriptions.Kind;
import dev.heddle.server.engine.ServerStats;
import dev.heddle.server.pubsub.PubSub;
import dev.heddle.server.pubsub.Tracking;

/** INFO stats: what happened since the start, or since CONFIG RESETSTAT. */
final class StatsInfo {
  private static final double KILOBYTE = 1024;

  private StatsInfo() {}

  static void write(Moment moment, InfoText text) {
    ServerStats stats = moment.engine().stats();
    traffic(stats, text);
    lock(stats, text);
    text.field("rejected_connections", stats.rejectedConnections())
        .fields(0, "sync_full", "sync_partial_ok", "sync_partial_err");
    removals(stats, moment.now(), text);
    PubSub pubSub = moment.engine().messaging().pubSub();
    Tracking tracking = moment.engine().messaging().tracking();
    Lookups lookups = moment.engine().lookups();
    text.field("keyspace_hits", lookups.hits())
        .field("keyspace_misses", lookups.misses())
        .field("pubsub_channels", pubSub.size(Kind.CHANNEL))
        .field("pubsub_patterns", pubSub.size(Kind.PATTERN))
        .field("pubsubshard_channels", pubSub.size(Kind.SHARD))
        .fields(0, "latest_fork_usec", "total_forks")
        .field("migrate_cached_sockets", moment.server().migrationTargets().size())
        .field("slave_expires_tracked_keys", 0)
        .fields(0, "active_defrag_hits", "active_defrag_misses")
        .fields(0, "active_defrag_key_hits", "active_defrag_key_misses")
        .fields(0, "total_active_defrag_time", "current_active_defrag_time")
        .field("tracking_total_keys", tracking.keys())
        .field("tracking_total_items", tracking.items())
        .field("tracking_total_prefixes", tracking.prefixes());
    errors(stats, text);
  }

  private static void traffic(ServerStats stats, InfoText text) {
    text.field("total_connections_received", stats.connections())
        .field("total_commands_processed", stats.commands())
        .field("instantaneous_ops_per_sec", stats.commandsPerSecond())
        .field("total_net_input_bytes", stats.input())
        .field("total_net_output_bytes", stats.output())
        .fields(0, "total_net_repl_input_bytes", "total_net_repl_output_bytes")
        .decimal("instantaneous_input_kbps", stats.inputPerSecond() / KILOBYTE)
        .decimal("instantaneous_output_kbps", stats.outputPerSecond() / KILOBYTE)
        .decimal("instantaneous_input_repl_kbps", 0)
        .decimal("instantaneous_output_repl_kbps", 0);
  }

  /** What Redis does not have: for which part of the time its one thread would be busy. */
  private static void lock(ServerStats stats, InfoText text) {
    text.field("lock_acquisitions", stats.lockHolds())
        .field("lock_held_usec", stats.lockMicros())
        .decimal("instantaneous_lock_held_perc", stats.lockPercent());
  }

  /** Keys expire in the order of their time, so that none that is due is left out for long. */
  private static void removals(ServerStats stats, long now, InfoText text) {
    text.field("expired_keys", stats.expiredKeys())
        .decimal("expired_stale_perc", 0)
        .field("expired_time_cap_reached_count", stats.expiryCapped())
        .field("expire_cycle_cpu_milliseconds", stats.expiryMillis())
        .field("evicted_keys", stats.evictedKeys())
        .field("evicted_clients", 0)
        .field("total_eviction_exceeded_time", stats.memoryExceededMillis(now))
        .field("current_eviction_exceeded_time", stats.memoryExceededNowMillis(now));
  }

  private static void errors(ServerStats stats, InfoText text) {
    text.field("unexpected_error_replies", 0)
        .field("total_error_replies", stats.errorReplies())
        .field("dump_payload_sanitizations", 0)
        .field("total_reads_processed", stats.reads())
        .field("total_writes_processed", stats.writes())
        .fields(0, "io_threaded_reads_processed", "io_threaded_writes_processed")
        .field("client_output_buffer_limit_disconnections", stats.outputLimitDisconnections())
        .fields(0, "reply_buffer_shrinks", "reply_buffer_expands")
        .field("acl_access_denied_auth", stats.errors().getOrDefault("WRONGPASS", 0L))
        .fields(0, "acl_access_denied_cmd", "acl_access_denied_key", "acl_access_denied_channel");
  }
}
