package dev.heddle.server;

import dev.heddle.server.config.Config;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
  private final Config checked = new Config();
  private final List<Given> given = new ArrayList<>();
  InstantSource clock = InstantSource.system();
  RandomGenerator random = Chance.unpredictable();
  boolean anyPort = true;

  private record Given(String name, List<String> values) {}

  private HeddleConfig() {}

  /** The defaults of an embedded server. */
  public static HeddleConfig create() {
    return new HeddleConfig()
        .set("bind", "127.0.0.1")
        .set("save", "")
        .set("loglevel", "warning")
        .set("enable-debug-command", "local");
  }

  /**
   * Sets a parameter as a line of redis.conf does.
   *
   * @throws IllegalArgumentException when there is no such parameter or the value is wrong
   */
  public HeddleConfig set(String name, String... values) {
    checked.with(name, values);
    given.add(new Given(name, List.of(values)));
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

  /** The settings for one server: what its clients change in them is no other server's business. */
  Config settings() {
    var settings = new Config();
    given.forEach(one -> settings.with(one.name(), one.values().toArray(String[]::new)));
    return settings;
  }
}
