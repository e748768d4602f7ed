package dev.heddle.server.info;

import dev.heddle.server.config.Config;
import dev.heddle.server.config.Setting;

/** INFO replication: a master without replicas. */
final class ReplicationInfo {
  private static final String NO_ID = "0".repeat(40);

  private ReplicationInfo() {}

  static void write(Moment moment, InfoText text) {
    text.field("role", "master")
        .field("connected_slaves", 0)
        .field("master_failover_state", "no-failover")
        .field("master_replid", moment.identity().replicationId())
        .field("master_replid2", NO_ID)
        .field("master_repl_offset", 0)
        .field("second_repl_offset", -1)
        .field("repl_backlog_active", false)
        .field("repl_backlog_size", backlogSize(moment.config()))
        .fields(0, "repl_backlog_first_byte_offset", "repl_backlog_histlen");
  }

  private static String backlogSize(Config config) {
    Setting<?> size = config.find("repl-backlog-size");
    return size == null ? "0" : size.format();
  }
}
