package dev.heddle.server.config;

import static dev.heddle.server.config.Trait.IMMUTABLE;
import static dev.heddle.server.config.Trait.UNSUPPORTED;

import java.util.List;

/** The data divided among servers. */
public final class ClusterSettings extends Section {
  ClusterSettings() {
    bool("cluster-enabled", false, IMMUTABLE, UNSUPPORTED);
    text("cluster-config-file", "nodes.conf", IMMUTABLE, UNSUPPORTED);
    number("cluster-port", 0, 0, 65535, IMMUTABLE, UNSUPPORTED);
    number("cluster-node-timeout", 15000, 0, LONG, UNSUPPORTED);
    number("cluster-migration-barrier", 1, 0, INT, UNSUPPORTED);
    bool("cluster-require-full-coverage", true, UNSUPPORTED);
    bool("cluster-allow-reads-when-down", false, UNSUPPORTED);
    bool("cluster-allow-pubsubshard-when-down", true, UNSUPPORTED);
    bool("cluster-allow-replica-migration", true, UNSUPPORTED);
    memory("cluster-link-sendbuf-limit", 0, 0, UNSUPPORTED);
    renamed(
        "cluster-slave-validity-factor",
        number("cluster-replica-validity-factor", 10, 0, INT, UNSUPPORTED));
    renamed("cluster-slave-no-failover", bool("cluster-replica-no-failover", false, UNSUPPORTED));
    announced();
  }

  private void announced() {
    text("cluster-announce-ip", "", UNSUPPORTED);
    text("cluster-announce-hostname", "", UNSUPPORTED);
    text("cluster-announce-human-nodename", "", UNSUPPORTED);
    number("cluster-announce-port", 0, 0, 65535, UNSUPPORTED);
    number("cluster-announce-tls-port", 0, 0, 65535, UNSUPPORTED);
    number("cluster-announce-bus-port", 0, 0, 65535, UNSUPPORTED);
    choice(
        "cluster-preferred-endpoint-type",
        "ip",
        List.of("ip", "hostname", "unknown-endpoint"),
        UNSUPPORTED);
  }
}
