package dev.heddle.server;

import dev.heddle.persist.AofDirectory;
import dev.heddle.persist.AofJournal;
import dev.heddle.persist.AofSettings;
import dev.heddle.persist.AofStatus;
import dev.heddle.persist.Environment;
import dev.heddle.persist.Journal;
import dev.heddle.persist.JournalException;
import dev.heddle.persist.LoadOptions;
import dev.heddle.persist.RdbFile;
import dev.heddle.persist.RdbOptions;
import dev.heddle.persist.RdbReader;
import dev.heddle.server.config.Config;
import dev.heddle.server.config.PersistenceSettings;
import dev.heddle.server.engine.Engine;
import dev.heddle.server.family.StorageControl;
import dev.heddle.server.log.ServerLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The server's files: what is loaded at the start, the journal, and the RDB file of SAVE and
 * SHUTDOWN.
 */
final class Storage implements StorageControl {
  private final Config config;
  private final PersistenceSettings settings;
  private final Engine engine;
  private final ServerLog log;
  private final Environment environment;
  private volatile @Nullable AofJournal journal;
  private volatile boolean loaded;
  private volatile boolean lastSaveSucceeded = true;
  private volatile long lastSave;
  private final AtomicLong saves = new AtomicLong();
  private volatile long lastLoadKeys;
  private volatile long lastLoadExpired;

  Storage(Config config, Engine engine, ServerLog log, InstantSource clock) {
    this.config = config;
    this.settings = config.persistence;
    this.engine = engine;
    this.log = log;
    this.environment =
        new Environment(dev.heddle.persist.Disk.real(), log, System::nanoTime, clock);
    this.lastSave = clock.millis() / 1000;
  }

  /** Loads what the configuration names, and opens the journal. */
  void load() throws IOException {
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

  boolean loaded() {
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
    AofJournal opened =
        AofJournal.open(
            environment, directory, AofSettings.DEFAULTS.withFsync(settings.appendFsync.value()));
    journal = opened;
    engine.locked(() -> engine.journal(opened));
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
    return config.path(settings.dbFilename.value());
  }

  /** A change of appendfsync takes effect at once. */
  void applyFsyncPolicy() {
    AofJournal open = journal;
    if (open != null) {
      open.settings(AofSettings.DEFAULTS.withFsync(settings.appendFsync.value()));
    }
  }

  /** SAVE stops the server for as long as it takes, as its documentation says. */
  @Override
  public boolean save() {
    return engine.compute(this::saveUnderLock);
  }

  private boolean saveUnderLock() {
    long dirty = engine.effects().dirty();
    try {
      RdbFile.save(
          environment,
          rdbPath(),
          new RdbOptions(
              settings.rdbCompression.value(),
              settings.rdbChecksum.value(),
              RdbOptions.Access.NONE,
              /* aofBase= */ false),
          engine.keyspace(),
          engine.clock().millis());
      engine.effects().saved(dirty);
      lastSave = engine.clock().millis() / 1000;
      lastSaveSucceeded = true;
      saves.incrementAndGet();
      log.notice("DB saved on disk");
    } catch (IOException e) {
      lastSaveSucceeded = false;
      log.warning("Failed saving the RDB file " + rdbPath() + ": " + e.getMessage());
    }
    return lastSaveSucceeded;
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
  public long lastSave() {
    return lastSave;
  }

  @Override
  public boolean lastSaveSucceeded() {
    return lastSaveSucceeded;
  }

  @Override
  public long saves() {
    return saves.get();
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

  void close() {
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
