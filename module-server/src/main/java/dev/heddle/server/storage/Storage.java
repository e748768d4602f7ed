package dev.heddle.server.storage;

import dev.heddle.persist.AofDirectory;
import dev.heddle.persist.AofJournal;
import dev.heddle.persist.AofSettings;
import dev.heddle.persist.AofStatus;
import dev.heddle.persist.Environment;
import dev.heddle.persist.FsyncPolicy;
import dev.heddle.persist.Journal;
import dev.heddle.persist.JournalException;
import dev.heddle.persist.LoadOptions;
import dev.heddle.persist.RdbReader;
import dev.heddle.server.command.Err;
import dev.heddle.server.config.Config;
import dev.heddle.server.config.PersistenceSettings;
import dev.heddle.server.engine.Engine;
import dev.heddle.server.family.RewriteStatus;
import dev.heddle.server.family.SaveStatus;
import dev.heddle.server.family.StorageControl;
import dev.heddle.server.log.ServerLog;
import dev.heddle.store.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The server's files: what is loaded at the start, the journal, and what is written besides. */
public final class Storage implements StorageControl {
  private final Config config;
  private final PersistenceSettings settings;
  private final Engine engine;
  private final ServerLog log;
  private final Environment environment;
  private volatile @Nullable AofJournal journal;
  private volatile boolean loaded;
  private final RdbSaves saves;
  private final AofRewrites rewrites;
  private volatile long lastLoadKeys;
  private volatile long lastLoadExpired;

  public Storage(Config config, Engine engine, ServerLog log, InstantSource clock) {
    this.config = config;
    this.settings = config.persistence;
    this.engine = engine;
    this.log = log;
    this.environment =
        new Environment(dev.heddle.persist.Disk.real(), log, System::nanoTime, clock);
    this.saves = new RdbSaves(config, engine, log, environment, this::applyAofSettings);
    this.rewrites =
        new AofRewrites(config, engine, log, environment, saves, this::applyAofSettings);
  }

  /** Loads what the configuration names, and opens the journal. */
  public void load() throws IOException {
    Files.createDirectories(settings.dir.value());
    if (settings.appendOnly.value()) {
      AofDirectory directory = openDirectory();
      loadAppendOnly(directory);
      openJournal(directory);
    } else if (Files.exists(rdbPath())) {
      loadRdb(/* emptying= */ false, new Loading(engine));
    }
    loaded = true;
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
    return AofSettings.DEFAULTS
        .withFsync(lazy ? FsyncPolicy.NO : settings.appendFsync.value())
        .withTimestamps(settings.aofTimestampEnabled.value());
  }

  /**
   * Begins or ends the append-only file as {@code appendonly} says. What was in its directory
   * before stays until a first rewrite has succeeded.
   */
  public void applyAppendOnly() throws IOException {
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

  private void loadAppendOnly(AofDirectory directory) throws IOException {
    var loading = new Loading(engine);
    engine.locked(() -> engine.loading(true));
    try {
      directory.load(
          engine.keyspace().packing(),
          loading,
          new LoadOptions(settings.aofLoadTruncated.value(), settings.rdbChecksum.value()),
          (done, total) -> log.verbose("Loaded " + done + " of " + total + " bytes"));
      lastLoadKeys = loading.entries();
      lastLoadExpired = loading.expired();
    } finally {
      engine.locked(() -> engine.loading(false));
    }
  }

  private void loadRdb(boolean emptying, Loading loading) throws IOException {
    long began = System.nanoTime();
    engine.locked(() -> beginLoading(emptying));
    try {
      RdbReader.Summary summary =
          RdbReader.read(
              environment,
              rdbPath(),
              settings.rdbChecksum.value(),
              engine.keyspace().packing(),
              loading,
              (done, total) -> log.verbose("Loaded " + done + " of " + total + " bytes"));
      report(summary, loading);
      log.notice(String.format(Locale.ROOT, "DB loaded from disk: %.3f seconds", seconds(began)));
      lastLoadKeys = loading.entries();
      lastLoadExpired = loading.expired();
    } finally {
      engine.locked(() -> engine.loading(false));
    }
  }

  private void beginLoading(boolean emptying) {
    engine.loading(true);
    if (emptying) {
      engine.keyspace().flushAll();
    }
  }

  private void report(RdbReader.Summary summary, Loading loading) {
    String done =
        "Done loading RDB, keys loaded: %d, keys expired: %d"
            .formatted(loading.entries(), loading.expired());
    if (summary.emptyKeys() == 0) {
      log.notice(done + ".");
    } else {
      log.warning(done + ", empty keys skipped: " + summary.emptyKeys() + ".");
    }
  }

  private static double seconds(long began) {
    return Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
  }

  private Path rdbPath() {
    return saves.path();
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
    try {
      loadRdb(emptying, new Loading(engine, replacing));
    } catch (IOException e) {
      log.warning(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  @Override
  public void reloadAppendOnlyFile() throws IOException {
    AofJournal open = journal;
    if (open == null) {
      return;
    }
    closeJournal(open);
    AofDirectory directory = openDirectory();
    engine.locked(() -> engine.keyspace().flushAll());
    loadAppendOnly(directory);
    openJournal(directory);
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
  public long lastLoadKeys() {
    return lastLoadKeys;
  }

  @Override
  public long lastLoadExpired() {
    return lastLoadExpired;
  }

  @Override
  public @Nullable AofStatus appendOnlyFile() {
    AofJournal open = journal;
    return open == null ? null : open.status();
  }

  public void close() {
    List<SnapshotJob> running =
        engine.compute(() -> {
          cancelJobs();
          return jobs();
        });
    running.forEach(SnapshotJob::join);
    AofJournal open = journal;
    if (open != null) {
      closeJournal(open);
      journal = null;
    }
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
