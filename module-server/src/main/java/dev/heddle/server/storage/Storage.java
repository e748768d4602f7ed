package dev.heddle.server.storage;

import dev.heddle.persist.AofDirectory;
import dev.heddle.persist.AofJournal;
import dev.heddle.persist.AofSettings;
import dev.heddle.persist.AofStatus;
import dev.heddle.persist.Environment;
import dev.heddle.persist.FsyncPolicy;
import dev.heddle.persist.Journal;
import dev.heddle.persist.JournalException;
import dev.heddle.server.command.Err;
import dev.heddle.server.config.Config;
import dev.heddle.server.config.PersistenceSettings;
import dev.heddle.server.engine.Engine;
import dev.heddle.server.family.LoadStatus;
import dev.heddle.server.family.RewriteStatus;
import dev.heddle.server.family.SaveStatus;
import dev.heddle.server.family.StorageControl;
import dev.heddle.server.log.ServerLog;
import dev.heddle.store.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The server's files: what is loaded at the start, the journal, and what is written besides. */
public final class Storage implements StorageControl {
  private final Config config;
  private final PersistenceSettings settings;
  private final Engine engine;
  private final ServerLog log;
  private final Environment environment;
  private final TimedDisk disk;
  private volatile @Nullable AofJournal journal;
  private volatile boolean loaded;
  private final RdbSaves saves;
  private final AofRewrites rewrites;
  private final KeptFunctions functions = new KeptFunctions();
  private final Loader loader;

  /** Held while files are loaded, and while the journal is opened or closed. */
  private final ReentrantLock files = new ReentrantLock();

  public Storage(Config config, Engine engine, ServerLog log, Environment real) {
    this.config = config;
    this.settings = config.persistence;
    this.engine = engine;
    this.log = log;
    this.disk = new TimedDisk(real.disk(), engine.timing().latency(), engine.clock());
    var environment = new Environment(disk, real.log(), real.nanoTime(), real.clock());
    this.environment = environment;
    this.loader = new Loader(settings, engine, log, environment, functions);
    this.saves = new RdbSaves(config, engine, log, environment, functions, this::applyAofSettings);
    this.rewrites =
        new AofRewrites(config, engine, log, environment, saves, functions, this::applyAofSettings);
  }

  /** From now on most commands are refused, until {@link #load} is over. */
  public void beginLoading() throws IOException {
    Files.createDirectories(settings.dir.value());
    engine.locked(loader::begin);
  }

  /**
   * Loads what the configuration names, and opens the journal.
   *
   * @return false if the load was given up, because the server ends
   */
  public boolean load() throws IOException {
    files.lock();
    try {
      if (settings.appendOnly.value()) {
        AofDirectory directory = openDirectory();
        loader.readAppendOnly(directory);
        openJournal(directory);
      } else if (Files.exists(saves.path())) {
        loader.readRdb(saves.path(), new Loading(engine, log, functions));
      }
      engine.locked(loader::end);
      loaded = true;
      applyAppendOnly();
      return true;
    } catch (CancellationException e) {
      return false;
    } finally {
      files.unlock();
    }
  }

  /** Has a load that is under way give up before long. */
  public void stopLoading() {
    loader.stop();
  }

  public boolean loaded() {
    return loaded;
  }

  private AofDirectory openDirectory() throws IOException {
    return AofDirectory.open(
        environment,
        settings.dir.value(),
        settings.appendDirname.value(),
        settings.appendFilename.value());
  }

  private void openJournal(AofDirectory directory) throws IOException {
    AofJournal opened = AofJournal.open(environment, directory, aofSettings());
    journal = opened;
    engine.locked(() -> engine.journal(opened));
  }

  private AofSettings aofSettings() {
    boolean busy = saves.job() != null || rewrites.job() != null;
    boolean lazy = busy && settings.noAppendfsyncOnRewrite.value();
    disk.now(/* syncsAlways= */ settings.appendFsync.value() == FsyncPolicy.ALWAYS, busy);
    return AofSettings.DEFAULTS
        .withFsync(lazy ? FsyncPolicy.NO : settings.appendFsync.value())
        .withTimestamps(settings.aofTimestampEnabled.value())
        .withKeptHistory(settings.aofDisableAutoGc.value());
  }

  /**
   * Begins or ends the append-only file as {@code appendonly} says. What was in its directory
   * before stays until a first rewrite has succeeded. While files are loaded nothing is done: the
   * end of that looks at the setting again.
   */
  public void applyAppendOnly() throws IOException {
    if (engine.compute(engine::loading)) {
      return;
    }
    files.lock();
    try {
      switchAppendOnly();
    } finally {
      files.unlock();
    }
  }

  private void switchAppendOnly() throws IOException {
    AofJournal open = journal;
    if (!settings.appendOnly.value() && open != null) {
      engine.locked(() -> Stream.ofNullable(rewrites.job()).forEach(SnapshotJob::cancel));
      closeJournal(open);
      journal = null;
    } else if (settings.appendOnly.value() && open == null) {
      AofDirectory directory = openDirectory();
      directory.startAnew();
      openJournal(directory);
      startWhatIsDue();
    }
  }

  /** Whether a failed save stops writes depends on settings. */
  public void applySaves() {
    engine.locked(saves::settingsChanged);
  }

  /** Tells the journal what the settings are, and whether a snapshot is being written. */
  public void applyAofSettings() {
    AofJournal open = journal;
    if (open != null) {
      engine.locked(() -> open.settings(aofSettings()));
    }
  }

  /** SAVE stops the server for as long as it takes, as its documentation says. */
  @Override
  public boolean save() {
    return engine.compute(() -> {
      if (saves.job() != null) {
        throw Err.SAVE_RUNS;
      }
      return saves.saveNow();
    });
  }

  @Override
  public boolean saveAtTheEnd() {
    return engine.compute(() -> {
      cancelJobs();
      return saves.saveNow();
    });
  }

  @Override
  public boolean backgroundSave(boolean schedule) {
    if (saves.job() != null) {
      throw Err.SAVE_RUNS;
    }
    if (rewrites.job() != null) {
      if (!schedule) {
        throw Err.REWRITE_PREVENTS_SAVE;
      }
      saves.schedule();
      return false;
    }
    saves.start();
    return true;
  }

  @Override
  public boolean rewriteAppendOnlyFile() {
    if (rewrites.job() != null) {
      throw Err.REWRITE_RUNS;
    }
    if (saves.job() != null) {
      rewrites.schedule();
      return false;
    }
    rewrites.start(journal);
    return true;
  }

  /** Starts what is due: a save point, a rewrite of a file that has grown, what was scheduled. */
  public void startWhatIsDue() {
    engine.locked(() -> {
      if (!loaded || saves.job() != null || rewrites.job() != null) {
        return;
      }
      if (rewrites.isDue(journal)) {
        rewrites.start(journal);
      } else if (saves.isDue()) {
        saves.start();
      }
    });
  }

  private void cancelJobs() {
    jobs().forEach(SnapshotJob::cancel);
  }

  private List<SnapshotJob> jobs() {
    return Stream.of(saves.job(), rewrites.job()).filter(Objects::nonNull).toList();
  }

  @Override
  public void flushed() {
    SnapshotJob running = saves.job();
    if (running != null) {
      log.warning("The data set was emptied: the background save is given up");
      running.cancel();
    }
    if (!config.persistence.save.value().isEmpty() && loaded) {
      saves.schedule();
    }
  }

  @Override
  public void reloadRdb(boolean emptying, boolean replacing) throws IOException {
    reload(() -> {
      engine.locked(() -> beginReloading(emptying));
      loader.readRdb(saves.path(), new Loading(engine, log, functions, replacing));
    });
  }

  @Override
  public void reloadAppendOnlyFile() throws IOException {
    reload(() -> {
      AofJournal open = journal;
      if (open != null) {
        engine.locked(() -> beginReloading(/* emptying= */ true));
        closeJournal(open);
        AofDirectory directory = openDirectory();
        loader.readAppendOnly(directory);
        openJournal(directory);
      }
    });
  }

  private void beginReloading(boolean emptying) {
    loader.begin();
    if (emptying) {
      engine.keyspace().flushAll();
      functions.clear();
    }
  }

  /** What is done while the files belong to it, and most commands are refused. */
  @FunctionalInterface
  private interface Reload {
    void run() throws IOException;
  }

  private void reload(Reload reload) throws IOException {
    files.lock();
    try {
      reload.run();
    } catch (IOException e) {
      log.warning(String.valueOf(e.getMessage()));
      throw e;
    } catch (CancellationException e) {
      throw new IOException("Loading was given up: " + e.getMessage(), e);
    } catch (Error e) { // the heap may be too small for the file: what is there is served
      log.failure("Loading failed", e);
      throw new IOException("Loading failed: " + e, e);
    } finally {
      engine.locked(loader::end);
      files.unlock();
    }
    applyAppendOnly();
  }

  @Override
  public SaveStatus saveStatus() {
    return saves.status();
  }

  @Override
  public RewriteStatus rewriteStatus() {
    return rewrites.status();
  }

  @Override
  public @Nullable Snapshot runningSnapshot() {
    return jobs().stream().map(SnapshotJob::snapshot).findFirst().orElse(null);
  }

  @Override
  public @Nullable LoadStatus loadStatus() {
    return loader.status();
  }

  @Override
  public long lastLoadKeys() {
    return loader.keys();
  }

  @Override
  public long lastLoadExpired() {
    return loader.expired();
  }

  @Override
  public @Nullable AofStatus appendOnlyFile() {
    AofJournal open = journal;
    return open == null ? null : open.status();
  }

  /** Ends what is written; a rewrite that waits for a failing journal ends with the journal. */
  public void close() {
    List<SnapshotJob> running =
        engine.compute(() -> {
          cancelJobs();
          return jobs();
        });
    stopLoading();
    files.lock();
    try {
      AofJournal open = journal;
      if (open != null) {
        closeJournal(open);
        journal = null;
      }
    } finally {
      files.unlock();
    }
    running.forEach(SnapshotJob::join);
  }

  private void closeJournal(AofJournal open) {
    engine.locked(() -> engine.journal(Journal.NONE));
    try {
      open.close();
    } catch (JournalException e) {
      log.warning("The append only file could not be written to its end: " + e.getMessage());
    }
  }
}
