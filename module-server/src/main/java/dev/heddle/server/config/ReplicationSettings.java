package dev.heddle.server.config;

import static dev.heddle.server.config.Trait.IMMUTABLE;
import static dev.heddle.server.config.Trait.UNSUPPORTED;

import java.util.List;

/** Copies of the data on other servers. */
public final class ReplicationSettings extends Section {
  ReplicationSettings() {
    asReplica();
    asMaster();
  }

  private void asReplica() {
    renamed("slaveof", value("replicaof", new Master(), "", IMMUTABLE, UNSUPPORTED));
    text("masteruser", "", UNSUPPORTED);
    text("masterauth", "", UNSUPPORTED);
    renamed("slave-serve-stale-data", bool("replica-serve-stale-data", true, UNSUPPORTED));
    renamed("slave-read-only", bool("replica-read-only", true, UNSUPPORTED));
    renamed("slave-priority", number("replica-priority", 100, 0, INT, UNSUPPORTED));
    bool("replica-announced", true, UNSUPPORTED);
    renamed("slave-announce-ip", text("replica-announce-ip", "", UNSUPPORTED));
    renamed("slave-announce-port", number("replica-announce-port", 0, 0, 65535, UNSUPPORTED));
    renamed("slave-ignore-maxmemory", bool("replica-ignore-maxmemory", true, UNSUPPORTED));
    renamed("slave-lazy-flush", bool("replica-lazy-flush", false, UNSUPPORTED));
    bool("replica-ignore-disk-write-errors", false, UNSUPPORTED);
    choice(
        "repl-diskless-load",
        "disabled",
        List.of("disabled", "on-empty-db", "swapdb"),
        UNSUPPORTED);
    choice(
        "propagation-error-behavior",
        "ignore",
        List.of("ignore", "panic", "panic-on-replicas"),
        UNSUPPORTED);
  }

  private void asMaster() {
    bool("repl-diskless-sync", true, UNSUPPORTED);
    number("repl-diskless-sync-delay", 5, 0, INT, UNSUPPORTED);
    number("repl-diskless-sync-max-replicas", 0, 0, INT, UNSUPPORTED);
    bool("repl-disable-tcp-nodelay", false, UNSUPPORTED);
    memory("repl-backlog-size", 1 << 20, 1, UNSUPPORTED);
    number("repl-backlog-ttl", 3600, 0, LONG, UNSUPPORTED);
    renamed("repl-ping-slave-period", number("repl-ping-replica-period", 10, 1, INT, UNSUPPORTED));
    number("repl-timeout", 60, 1, INT, UNSUPPORTED);
    renamed("min-slaves-to-write", number("min-replicas-to-write", 0, 0, INT, UNSUPPORTED));
    renamed("min-slaves-max-lag", number("min-replicas-max-lag", 10, 0, INT, UNSUPPORTED));
  }

  /** {@code <host> <port>}, or {@code no one}. */
  private static final class Master implements Syntax<String> {
    @Override
    public boolean isList() {
      return true;
    }

    @Override
    public String parse(List<String> words, String previous) throws SettingException {
      if (words.size() != 2) {
        throw new SettingException("wrong number of arguments");
      }
      String master = String.join(" ", words);
      return master.equalsIgnoreCase("no one") ? "" : master;
    }

    @Override
    public String format(String value) {
      return value;
    }
  }
}
