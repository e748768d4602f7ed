package dev.heddle.server.storage;

import dev.heddle.persist.AofDirectory;
import dev.heddle.persist.AofJournal;
import dev.heddle.persist.AofRewrite;
import dev.heddle.persist.AofStatus;
import dev.heddle.persist.CommandFile;
import dev.heddle.persist.Environment;
import dev.heddle.persist.RdbFile;
import dev.heddle.persist.RdbOptions;
import dev.heddle.server.config.Config;
import dev.heddle.server.config.PersistenceSettings;
import dev.heddle.server.engine.Engine;
import dev.heddle.server.family.RewriteStatus;
import dev.heddle.server.log.ServerLog;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** BGREWRITEAOF, and the rewrites of a file that has grown. Guarded by the server's lock. */
final class AofRewrites {
  /** After a failure, seconds until the file is looked at again. */
  private static final long RETRY = 60;

  /** The same when writes are refused, or nothing is recorded, until there is a new base. */
  private static final long RETRY_SOON = 5;

  private final PersistenceSettings settings;
  private final Engine engine;
  private final ServerLog log;
  private final Environment environment;
  private final RdbSaves saves;
  private final KeptFunctions functions;
  private final Runnable jobsChanged;
  private @Nullable SnapshotJob job;
  private boolean scheduled;
  private boolean lastSucceeded = true;
  private long lastSeconds = -1;
  private long lastTry;
  private long lastCopied;
  private long rewrites;
  private long failures;

  AofRewrites(
      Config config,
      Engine engine,
      ServerLog log,
      Environment environment,
      RdbSaves saves,
      KeptFunctions functions,
      Runnable jobsChanged) {
    this.functions = functions;
    this.jobsChanged = jobsChanged;
    this.settings = config.persistence;
    this.engine = engine;
    this.log = log;
    this.environment = environment;
    this.saves = saves;
  }

  /** Begins to write the state of this instant; without a journal, to a directory of its own. */
  void start(@Nullable AofJournal journal) {
    scheduled = false;
    lastTry = seconds();
    AofRewrite rewrite = journal == null ? null : journal.beginRewrite();
    AofRewrite.Form form = form();
    BaseWriter base = base(form);
    var opened =
        new SnapshotJob(
            engine,
            functions.codes(),
            "heddle-rewrite",
            self -> {
              AofRewrite begun = rewrite == null ? withoutJournal() : rewrite;
              begun.run(form, path -> base.write(path, self::writeTo));
            },
            this::ended);
    job = opened;
    jobsChanged.run();
    opened.start();
    log.notice("Background append only file rewriting started");
  }

  private AofRewrite.Form form() {
    return settings.aofUseRdbPreamble.value() ? AofRewrite.Form.RDB : AofRewrite.Form.COMMANDS;
  }

  /** Writes a base as the settings were when the rewrite began. */
  @FunctionalInterface
  private interface BaseWriter {
    void write(Path path, RdbFile.Contents contents) throws IOException;
  }

  private BaseWriter base(AofRewrite.Form form) {
    RdbOptions options = saves.options(/* aofBase= */ true);
    long used = engine.keyspace().usedMemory();
    boolean timestamp = settings.aofTimestampEnabled.value();
    return switch (form) {
      case RDB -> (path, contents) -> RdbFile.save(environment, path, options, used, contents);
      case COMMANDS ->
          (path, contents) ->
              CommandFile.save(environment, path, timestamp, options.incrementalFsync(), contents);
    };
  }

  private AofRewrite withoutJournal() throws IOException {
    return AofRewrite.of(directory(), settings.aofDisableAutoGc.value());
  }

  private AofDirectory directory() throws IOException {
    return AofDirectory.open(
        environment,
        settings.dir.value(),
        settings.appendDirname.value(),
        settings.appendFilename.value());
  }

  private void ended(SnapshotJob ended, @Nullable Exception failure) {
    job = null;
    jobsChanged.run();
    lastSeconds = ended.seconds();
    lastCopied = ended.snapshot().handedOver();
    if (failure == null) {
      lastSucceeded = true;
      failures = 0;
      rewrites++;
      log.notice("Background AOF rewrite finished successfully");
    } else if (ended.cancelled()) {
      log.warning("Background AOF rewrite was given up");
    } else {
      lastSucceeded = false;
      failures++;
      log.warning("Background AOF rewrite failed: " + failure.getMessage());
    }
  }

  private long seconds() {
    return engine.clock().millis() / 1000;
  }

  /** Rewrites as soon as nothing else is written in the background. */
  void schedule() {
    scheduled = true;
  }

  /** Whether a rewrite was asked for, or the file has grown by so much since the last. */
  boolean isDue(@Nullable AofJournal journal) {
    if (scheduled) {
      return true;
    }
    if (journal == null) {
      return false;
    }
    boolean needed = journal.needsBase();
    long pause = needed ? RETRY_SOON : RETRY;
    if (!lastSucceeded && seconds() - lastTry <= pause) {
      return false;
    }
    return needed || hasGrown(journal);
  }

  private boolean hasGrown(AofJournal journal) {
    long percentage = settings.autoAofRewritePercentage.value();
    if (percentage == 0) {
      return false;
    }
    AofStatus status = journal.status();
    if (status.currentSize() <= settings.autoAofRewriteMinSize.value()) {
      return false;
    }
    long growth = status.currentSize() * 100 / Math.max(1, status.baseSize()) - 100;
    if (growth < percentage) {
      return false;
    }
    log.notice("Starting automatic rewriting of AOF on " + growth + "% growth");
    return true;
  }

  @Nullable SnapshotJob job() {
    return job;
  }

  RewriteStatus status() {
    SnapshotJob running = job;
    return new RewriteStatus(
        running != null,
        scheduled,
        lastSucceeded,
        lastSeconds,
        running == null ? -1 : running.seconds(),
        rewrites,
        failures,
        lastCopied);
  }
}
