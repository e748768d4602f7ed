package dev.heddle.server.family;

import dev.heddle.persist.AofStatus;
import dev.heddle.server.config.Config;
import dev.heddle.server.engine.Engine;
import org.jspecify.annotations.Nullable;

/** A server without sockets and files, for the commands that ask for one. */
final class FakeServer implements ServerControl, StorageControl {
  private final Config config;
  private final Engine engine;

  FakeServer(Config config, Engine engine) {
    this.config = config;
    this.engine = engine;
  }

  @Override
  public Config config() {
    return config;
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public StorageControl storage() {
    return this;
  }

  @Override
  public long startedAt() {
    return MovableClock.START;
  }

  @Override
  public int tcpPort() {
    return 6379;
  }

  @Override
  public boolean shutdown(@Nullable Boolean save, boolean force) {
    return true;
  }

  @Override
  public boolean save() {
    return true;
  }

  @Override
  public void reloadAppendOnlyFile() {}

  @Override
  public long lastSave() {
    return MovableClock.START / 1000;
  }

  @Override
  public boolean lastSaveSucceeded() {
    return true;
  }

  @Override
  public long saves() {
    return 0;
  }

  @Override
  public long lastLoadKeys() {
    return 0;
  }

  @Override
  public long lastLoadExpired() {
    return 0;
  }

  @Override
  public @Nullable AofStatus appendOnlyFile() {
    return null;
  }
}
