package dev.heddle.server;

import dev.heddle.persist.Disk;
import dev.heddle.persist.Environment;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Flag;
import dev.heddle.server.config.Config;
import dev.heddle.server.config.SignalShutdown;
import dev.heddle.server.engine.Cron;
import dev.heddle.server.engine.Engine;
import dev.heddle.server.family.MigrationTargets;
import dev.heddle.server.family.ServerControl;
import dev.heddle.server.log.ServerLog;
import dev.heddle.server.net.Listeners;
import dev.heddle.server.process.RunningServer;
import dev.heddle.server.storage.Storage;
import dev.heddle.store.Keyspace;
import dev.heddle.store.Sizes;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The wiring of one server, and its life from start to end.
 *
 * <pre>
 *   start: listen -> periodic work -> load what is on disk, answering LOADING -> open the journal
 *   end:   stop loading -> accept no more -> end connections -> save -> stop periodic work -> close the journal -> flush the log
 * </pre>
 */
final class Server implements ServerControl, RunningServer {
  private final Config config;
  private final ServerLog log;
  private final boolean anyPort;
  private final Engine engine;
  private final Storage storage;
  private final Listeners listeners;
  private final Cron cron;
  private final MigrationTargets migrationTargets = new MigrationTargets();
  private final HeapTrim heapTrim = HeapTrim.ofThisProcess(this::usedMemory);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicBoolean ending = new AtomicBoolean();
  private final long startedAt;

  /**
   * A server that does nothing yet.
   *
   * @param anyPort listen at a port that is free, whatever is configured
   */
  Server(
      Config config,
      InstantSource clock,
      RandomGenerator random,
      boolean anyPort,
      ServerLog log,
      Disk disk) {
    this.config = config;
    this.log = log;
    this.anyPort = anyPort;
    this.startedAt = clock.millis();
    var table = new CommandTable();
    var keyspace = new Keyspace(config.process.databases.intValue(), random, Sizes.detect());
    Command none = new CommandTable().add("NONE", (call, out) -> {}, Flag.NO_AUTH);
    this.engine = new Engine(clock, random, keyspace, table, none, this::internalError);
    this.storage =
        new Storage(config, engine, log, new Environment(disk, log, System::nanoTime, clock));
    var rules = new ServerRules(config, log, clock, engine.stats());
    engine.messaging().limits(rules);
    this.listeners = new Listeners(engine, rules, log);
    this.cron =
        new Cron(
            engine,
            this::cronRate,
            new ClientLimits(config, log, engine.stats()),
            this::periodically);
    Families.declare(table, this, config, random);
    Renames.apply(config, table);
    new Settings(config, engine, storage, listeners, log).connect();
  }

  /**
   * Starts the server, up to where its data are loaded.
   *
   * @param listening is told when the server listens and can be shut down, before it loads
   */
  void start(Consumer<? super Server> listening) throws IOException {
    try {
      listen();
      listening.accept(this);
      if (storage.load()) {
        listeners.describe().forEach(log::notice);
      }
    } catch (IOException | RuntimeException | Error e) { // the last: a heap too small for the data
      release();
      throw e;
    }
  }

  private int cronRate() {
    return Math.clamp(config.process.hz.value(), 1, 500);
  }

  /** What cron does besides its own work, outside the lock. */
  private void periodically() {
    storage.startWhatIsDue();
    if (storage.loaded()) {
      heapTrim.look(System.nanoTime());
    }
    engine.compute(() -> migrationTargets.unused(engine.clock().millis())).forEach(Runnable::run);
  }

  private long usedMemory() {
    return engine.compute(() -> engine.keyspace().usedMemory());
  }

  private void internalError(String command, Throwable bug) {
    log.failure("internal error in command '" + command + "'", bug);
  }

  private void listen() throws IOException {
    storage.beginLoading();
    listeners.open(config, anyPort);
    if (anyPort) {
      config.with("port", Integer.toString(port())); // what CONFIG GET shows and a new bind keeps
    }
    cron.start();
    log.started();
    log.notice("Server initialized");
    listeners.start();
  }

  int port() {
    return listeners.port();
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
  public Storage storage() {
    return storage;
  }

  @Override
  public ServerLog log() {
    return log;
  }

  @Override
  public MigrationTargets migrationTargets() {
    return migrationTargets;
  }

  @Override
  public void purgeMemory() {
    heapTrim.start();
  }

  @Override
  public long startedAt() {
    return startedAt;
  }

  @Override
  public int tcpPort() {
    return Math.max(0, port());
  }

  @Override
  public boolean shutdown(@Nullable Boolean save, boolean force) {
    boolean wanted = save == null ? !config.persistence.save.value().isEmpty() : save;
    log.warning("User requested shutdown...");
    if (!stopped(wanted, force)) {
      return false;
    }
    listeners.stopAccepting(); // whoever sees its connection end may start the next server
    Thread.ofPlatform().name("heddle-shutdown").start(() -> end(/* save= */ false));
    return true;
  }

  @Override
  public boolean shutdown(Set<SignalShutdown> how) {
    boolean wanted =
        how.contains(SignalShutdown.SAVE)
            || (!how.contains(SignalShutdown.NOSAVE) && !config.persistence.save.value().isEmpty());
    if (!stopped(wanted, how.contains(SignalShutdown.FORCE))) {
      log.warning("Errors trying to shut down the server. Check the logs for more information.");
      return false;
    }
    end(/* save= */ false);
    return true;
  }

  /**
   * Saves if wanted and, unless that failed, has all clients wait from then on: what came behind
   * the last save must not be acknowledged. While data are loaded nothing is saved: what is on the
   * disk is more.
   */
  private boolean stopped(boolean save, boolean force) {
    return engine.compute(() -> {
      boolean stops = saved(save && !engine.loading()) || force;
      if (stops) {
        engine.pause(Long.MAX_VALUE, /* all= */ true);
      }
      return stops;
    });
  }

  private boolean saved(boolean wanted) {
    if (!wanted) {
      return true;
    }
    log.notice("Saving the final RDB snapshot before exiting.");
    return storage.saveAtTheEnd();
  }

  void close() {
    end(!config.persistence.save.value().isEmpty());
  }

  private void end(boolean save) {
    if (!ending.compareAndSet(false, true)) {
      awaitQuietly();
      return;
    }
    storage.stopLoading();
    listeners.close();
    if (save && storage.loaded()) {
      saved(true);
    }
    release();
    log.notice("Heddle is now ready to exit, bye bye...");
    log.flush();
    ended.countDown();
  }

  private void release() {
    listeners.close();
    cron.close();
    storage.close();
    engine.locked(migrationTargets::close);
  }

  private void awaitQuietly() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public int awaitTermination() throws InterruptedException {
    ended.await();
    return 0;
  }
}
