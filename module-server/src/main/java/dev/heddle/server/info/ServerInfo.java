package dev.heddle.server.info;

import dev.heddle.server.config.Config;
import dev.heddle.server.config.NetworkSettings;
import dev.heddle.server.family.LruClock;
import dev.heddle.server.family.Versions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** INFO server: which program runs where, and since when. */
final class ServerInfo {
  private ServerInfo() {}

  static void write(Moment moment, InfoText text) {
    program(moment, text);
    process(moment, text);
    times(moment, text);
    ProcessHandle.Info self = ProcessHandle.current().info();
    var file = moment.config().file();
    text.field("executable", self.command().orElse(""))
        .field("config_file", file == null ? "" : file.toString())
        .field("io_threads_active", false);
    listeners(moment, text);
  }

  private static void program(Moment moment, InfoText text) {
    Identity identity = moment.identity();
    text.field("redis_version", Versions.REDIS)
        .field("heddle_version", identity.version().version())
        .field("redis_git_sha1", identity.version().revision())
        .field("redis_git_dirty", false)
        .field("redis_build_id", identity.buildId())
        .field("redis_mode", "standalone")
        .field("os", property("os.name") + " " + property("os.version") + " " + property("os.arch"))
        .field("arch_bits", System.getProperty("sun.arch.data.model", "64"))
        .field("monotonic_clock", "System.nanoTime")
        .field("multiplexing_api", "virtual-threads")
        .field("atomicvar_api", "java")
        .field("gcc_version", "0.0.0")
        .field("java_version", property("java.version"))
        .field("java_vm", property("java.vm.name"));
  }

  private static void process(Moment moment, InfoText text) {
    text.field("process_id", ProcessHandle.current().pid())
        .field("process_supervised", "no")
        .field("run_id", moment.identity().runId())
        .field("tcp_port", moment.server().tcpPort());
  }

  private static void times(Moment moment, InfoText text) {
    Duration up = Duration.ofMillis(Math.max(0, moment.now() - moment.server().startedAt()));
    Config config = moment.config();
    text.field(
            "server_time_usec",
            ChronoUnit.MICROS.between(Instant.EPOCH, moment.engine().clock().instant()))
        .field("uptime_in_seconds", up.toSeconds())
        .field("uptime_in_days", up.toDays())
        .field("hz", Math.clamp(config.process.hz.value(), 1, 500))
        .field("configured_hz", config.process.hz.value())
        .field("lru_clock", LruClock.at(moment.now()));
  }

  private static void listeners(Moment moment, InfoText text) {
    NetworkSettings network = moment.config().network;
    int listener = 0;
    if (moment.server().tcpPort() != 0) {
      var line = new StringBuilder("name=tcp");
      network.bind.value().forEach(address -> line.append(",bind=").append(address));
      line.append(",port=").append(moment.server().tcpPort());
      text.field("listener" + listener++, line.toString());
    }
    if (!network.unixSocket.value().isEmpty()) {
      text.field("listener" + listener, "name=unix,bind=" + network.unixSocket.value());
    }
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
