package dev.heddle.server.storage;

import dev.heddle.persist.AofDirectory;
import dev.heddle.persist.Environment;
import dev.heddle.persist.LoadOptions;
import dev.heddle.persist.RdbReader;
import dev.heddle.server.config.PersistenceSettings;
import dev.heddle.server.engine.Engine;
import dev.heddle.server.family.LoadStatus;
import dev.heddle.server.log.ServerLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Loads the server's files, one load at a time, and knows how far it has come.
 *
 * <p>Between {@link #begin} and {@link #end} most commands are refused.
 */
final class Loader {
  /** How often the log says how far a load has come. */
  private static final long LOGGED_NANOS = Duration.ofSeconds(5).toNanos();

  private final PersistenceSettings settings;
  private final Engine engine;
  private final ServerLog log;
  private final Environment environment;
  private final KeptFunctions functions;
  private volatile @Nullable LoadStatus status;
  private volatile boolean stopped;
  private volatile long keys;
  private volatile long expired;
  private long logged;

  Loader(
      PersistenceSettings settings,
      Engine engine,
      ServerLog log,
      Environment environment,
      KeptFunctions functions) {
    this.functions = functions;
    this.settings = settings;
    this.engine = engine;
    this.log = log;
    this.environment = environment;
  }

  /** From now on most commands are refused; called under the lock. */
  void begin() {
    logged = environment.nanoTime().getAsLong();
    status = new LoadStatus(engine.clock().millis() / 1000, 0, 0, 0);
    engine.loading(true);
  }

  /** From now on commands find what was loaded; called under the lock. */
  void end() {
    status = null;
    engine.loading(false);
  }

  /** Reads an RDB file. */
  void readRdb(Path file, Loading loading) throws IOException {
    long began = environment.nanoTime().getAsLong();
    RdbReader.Summary summary;
    try (var ahead = new LoadAhead(loading, engine)) {
      summary =
          RdbReader.read(
              environment,
              file,
              settings.rdbChecksum.value(),
              engine.keyspace().packing(),
              ahead,
              (done, total) -> progressed(done, total, loading));
    }
    read(loading);
    report(summary, loading);
    double seconds = (environment.nanoTime().getAsLong() - began) / 1e9;
    log.notice(String.format(Locale.ROOT, "DB loaded from disk: %.3f seconds", seconds));
  }

  /** Reads an append-only file. */
  void readAppendOnly(AofDirectory directory) throws IOException {
    var loading = new Loading(engine, log, functions);
    try (var ahead = new LoadAhead(loading, engine)) {
      directory.load(
          engine.keyspace().packing(),
          ahead,
          new LoadOptions(settings.aofLoadTruncated.value(), settings.rdbChecksum.value()),
          (done, total) -> progressed(done, total, loading));
    }
    read(loading);
  }

  private void read(Loading loading) {
    keys = loading.entries();
    expired = loading.expired();
    int libraries = functions.codes().size();
    if (libraries > 0) {
      log.warning(
          "Libraries of functions are kept in the files, but cannot be called: " + libraries);
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

  private void progressed(long done, long total, Loading loading) {
    if (stopped) {
      throw new CancellationException("the server ends");
    }
    var before = Objects.requireNonNull(status, "begun");
    var now = new LoadStatus(before.began(), total, done, loading.usedMemory());
    status = now;
    long nanos = environment.nanoTime().getAsLong();
    if (nanos - logged >= LOGGED_NANOS) {
      logged = nanos;
      log.notice(
          String.format(
              Locale.ROOT, "Loading: %.1f%% of %d MB are read", now.percent(), total >> 20));
    }
  }

  /** Has a load that is under way, and each that follows, give up before long. */
  void stop() {
    stopped = true;
  }

  /** How far the load has come; null: there is none. */
  @Nullable LoadStatus status() {
    return status;
  }

  /** Keys that the last load read from RDB files. */
  long keys() {
    return keys;
  }

  /** Keys in RDB files whose time was over when they were loaded last. */
  long expired() {
    return expired;
  }
}
