package dev.heddle.server.storage;

import dev.heddle.persist.Environment;
import dev.heddle.persist.RdbFile;
import dev.heddle.persist.RdbOptions;
import dev.heddle.server.config.Config;
import dev.heddle.server.config.PersistenceSettings;
import dev.heddle.server.config.SavePoint;
import dev.heddle.server.engine.Engine;
import dev.heddle.server.family.SaveStatus;
import dev.heddle.server.log.ServerLog;
import dev.heddle.store.EvictionPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** SAVE, BGSAVE and save points. Guarded by the server's lock. */
final class RdbSaves {
  /** After a failure, seconds until the next attempt of a save point. */
  private static final long RETRY = 5;

  private final Config config;
  private final PersistenceSettings settings;
  private final Engine engine;
  private final ServerLog log;
  private final Environment environment;
  private final KeptFunctions functions;
  private final Runnable jobsChanged;
  private @Nullable SnapshotJob job;
  private long dirtyAtStart;
  private boolean scheduled;
  private boolean lastSucceeded = true;
  private long lastSave;
  private long lastTry;
  private long lastSeconds = -1;
  private long lastCopied;
  private long saves;

  RdbSaves(
      Config config,
      Engine engine,
      ServerLog log,
      Environment environment,
      KeptFunctions functions,
      Runnable jobsChanged) {
    this.functions = functions;
    this.jobsChanged = jobsChanged;
    this.config = config;
    this.settings = config.persistence;
    this.engine = engine;
    this.log = log;
    this.environment = environment;
    this.lastSave = seconds();
  }

  private long seconds() {
    return engine.clock().millis() / 1000;
  }

  Path path() {
    return config.path(settings.dbFilename.value());
  }

  /** How RDB files are written now. */
  RdbOptions options(boolean aofBase) {
    EvictionPolicy policy = config.memory.maxMemoryPolicy.value();
    return new RdbOptions(
        settings.rdbCompression.value(),
        settings.rdbChecksum.value(),
        policy.leastRecent()
            ? RdbOptions.Access.IDLE_TIME
            : policy.leastFrequent() ? RdbOptions.Access.FREQUENCY : RdbOptions.Access.NONE,
        aofBase,
        aofBase
            ? settings.aofRewriteIncrementalFsync.value()
            : settings.rdbSaveIncrementalFsync.value());
  }

  /**
   * Writes the file while the caller holds the lock. That it failed, false, is logged, and the
   * caller is told; writes are refused only when nobody is there to be told.
   */
  boolean saveNow() {
    long dirty = engine.effects().dirty();
    try {
      RdbFile.save(
          environment,
          path(),
          options(/* aofBase= */ false),
          functions.codes(),
          engine.keyspace(),
          engine.clock().millis());
      succeeded(dirty);
      log.notice("DB saved on disk");
      return true;
    } catch (IOException e) {
      logFailure(e);
      return false;
    }
  }

  /** Begins to write a snapshot of this instant in the background. */
  void start() {
    scheduled = false;
    dirtyAtStart = engine.effects().dirty();
    lastTry = seconds();
    long used = engine.keyspace().usedMemory();
    RdbOptions options = options(/* aofBase= */ false);
    Path target = path();
    var opened =
        new SnapshotJob(
            engine,
            functions.codes(),
            "heddle-save",
            self -> RdbFile.save(environment, target, options, used, self::writeTo),
            this::ended);
    job = opened;
    jobsChanged.run();
    opened.start();
    log.notice("Background saving started");
  }

  private void ended(SnapshotJob ended, @Nullable Exception failure) {
    job = null;
    jobsChanged.run();
    lastSeconds = ended.seconds();
    lastCopied = ended.snapshot().handedOver();
    if (failure == null) {
      succeeded(dirtyAtStart);
      log.notice("Background saving terminated with success");
    } else if (ended.cancelled()) {
      log.warning("Background saving was given up");
    } else {
      lastSucceeded = false;
      settingsChanged();
      logFailure(failure);
    }
  }

  private void succeeded(long dirty) {
    engine.effects().saved(dirty);
    lastSave = seconds();
    lastSucceeded = true;
    engine.saveFailing(false);
    saves++;
  }

  private void logFailure(Exception failure) {
    log.warning("Failed saving the RDB file " + path() + ": " + failure.getMessage());
  }

  /** {@code stop-writes-on-bgsave-error}, which concerns those who rely on save points. */
  private boolean refusesWrites() {
    return settings.stopWritesOnBgsaveError.value() && !settings.save.value().isEmpty();
  }

  /** Looks anew whether a failed save stops writes. */
  void settingsChanged() {
    engine.saveFailing(!lastSucceeded && refusesWrites());
  }

  /** Saves as soon as nothing else is written in the background. */
  void schedule() {
    scheduled = true;
  }

  /** Whether one was asked for, or a save point is reached. */
  boolean isDue() {
    if (scheduled) {
      return true;
    }
    long now = seconds();
    if (!lastSucceeded && now - lastTry <= RETRY) {
      return false;
    }
    for (SavePoint point : settings.save.value()) {
      if (engine.effects().dirty() >= point.changes() && now - lastSave > point.seconds()) {
        log.notice(
            String.format(
                Locale.ROOT,
                "%d changes in %d seconds. Saving...",
                point.changes(),
                point.seconds()));
        return true;
      }
    }
    return false;
  }

  @Nullable SnapshotJob job() {
    return job;
  }

  SaveStatus status() {
    SnapshotJob running = job;
    return new SaveStatus(
        running != null,
        lastSave,
        lastSucceeded,
        lastSeconds,
        running == null ? -1 : running.seconds(),
        saves,
        lastCopied);
  }
}
