package dev.heddle.server.family;

import dev.heddle.persist.AofStatus;
import dev.heddle.persist.Log;
import dev.heddle.server.config.Config;
import dev.heddle.server.engine.Engine;
import dev.heddle.store.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server without sockets and files, for the commands that ask for one. */
final class FakeServer implements ServerControl, StorageControl {
  private final Config config;
  private final Engine engine;
  private final List<String> asked = new ArrayList<>();
  private final MigrationTargets migrationTargets = new MigrationTargets();
  private boolean succeeding = true;
  private int purges;
  private @Nullable AofStatus appendOnlyFile;
  private @Nullable LoadStatus loadStatus;

  FakeServer(Config config, Engine engine) {
    this.config = config;
    this.engine = engine;
  }

  /** What the server was asked to do, and clear that. */
  List<String> takeAsked() {
    var taken = List.copyOf(asked);
    asked.clear();
    return taken;
  }

  /** Whether saving and loading succeed. */
  void succeeding(boolean yes) {
    succeeding = yes;
  }

  void appendOnlyFile(@Nullable AofStatus status) {
    appendOnlyFile = status;
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
  public Log log() {
    return (level, text) -> asked.add(level + " " + text);
  }

  @Override
  public void purgeMemory() {
    purges++;
  }

  int purges() {
    return purges;
  }

  @Override
  public MigrationTargets migrationTargets() {
    return migrationTargets;
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
    asked.add("shutdown save=" + save + " force=" + force);
    return succeeding;
  }

  @Override
  public boolean save() {
    asked.add("save");
    return succeeding;
  }

  @Override
  public void reloadAppendOnlyFile() throws IOException {
    asked.add("reload");
    if (!succeeding) {
      throw new IOException("damaged");
    }
  }

  @Override
  public void reloadRdb(boolean emptying, boolean replacing) throws IOException {
    asked.add("load emptying=" + emptying + " replacing=" + replacing);
    if (!succeeding) {
      throw new IOException("damaged");
    }
  }

  @Override
  public boolean saveAtTheEnd() {
    asked.add("save at the end");
    return succeeding;
  }

  @Override
  public boolean backgroundSave(boolean schedule) {
    asked.add("background save schedule=" + schedule);
    return succeeding;
  }

  @Override
  public boolean rewriteAppendOnlyFile() {
    asked.add("rewrite");
    return succeeding;
  }

  @Override
  public void flushed() {
    asked.add("flushed");
  }

  @Override
  public SaveStatus saveStatus() {
    return new SaveStatus(
        /* running= */ false, MovableClock.START / 1000, /* lastSucceeded= */ true, -1, -1, 0, 0);
  }

  @Override
  public RewriteStatus rewriteStatus() {
    return new RewriteStatus(
        /* running= */ false, /* scheduled= */ false, /* lastSucceeded= */ true, -1, -1, 0, 0, 0);
  }

  @Override
  public @Nullable Snapshot runningSnapshot() {
    return null;
  }

  /** What INFO is told of a load. */
  void loadStatus(@Nullable LoadStatus status) {
    loadStatus = status;
  }

  @Override
  public @Nullable LoadStatus loadStatus() {
    return loadStatus;
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
    return appendOnlyFile;
  }
}
