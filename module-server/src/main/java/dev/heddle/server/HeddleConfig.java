package dev.heddle.server;

import dev.heddle.server.config.Config;
import dev.heddle.server.log.FileSink;
import dev.heddle.server.log.LogSink;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * How an embedded server is to be: Redis's settings under their own names, and what Java adds to
 * them.
 *
 * <p>The defaults are Redis's, but for three: the server listens on the loopback address only, at a
 * free port that the system chooses, and it logs nothing below warnings. It keeps its data in
 * memory only, unless {@code appendonly} is set to {@code yes} or {@code save} to something.
 */
public final class HeddleConfig {
  final Config settings;
  InstantSource clock = InstantSource.system();
  RandomGenerator random = Chance.unpredictable();
  boolean anyPort = true;

  private HeddleConfig(Config settings) {
    this.settings = settings;
  }

  /** The defaults of an embedded server. */
  public static HeddleConfig create() {
    return new HeddleConfig(
        new Config()
            .with("bind", "127.0.0.1")
            .with("save", "")
            .with("loglevel", "warning")
            .with("enable-debug-command", "local"));
  }

  /**
   * Sets a parameter as a line of redis.conf does.
   *
   * @throws IllegalArgumentException when there is no such parameter or the value is wrong
   */
  public HeddleConfig set(String name, String... values) {
    settings.with(name, values);
    return this;
  }

  /** Listens at this TCP port; 0 for one that is free. */
  public HeddleConfig port(int port) {
    anyPort = port == 0;
    return set("port", Integer.toString(port));
  }

  /** Keeps the append-only file in this directory, and loads what is there. */
  public HeddleConfig appendOnly(Path directory) {
    return set("dir", directory.toString()).set("appendonly", "yes");
  }

  /** The clock that expiry, idle times and TIME go by. */
  public HeddleConfig clock(InstantSource source) {
    clock = source;
    return this;
  }

  /** Where random keys, hash seeds and eviction samples come from. */
  public HeddleConfig random(RandomGenerator source) {
    random = source;
    return this;
  }

  /** Standard error, or the file that the setting {@code logfile} names. */
  LogSink logSink() {
    String file = settings.process.logFile.value();
    return file.isEmpty() ? System.err::writeBytes : new FileSink(settings.path(file));
  }
}
