package dev.heddle.server.process;

import dev.heddle.server.config.ProcessSettings;
import dev.heddle.server.config.SignalShutdown;
import dev.heddle.server.config.ValueSetting;
import dev.heddle.server.log.ServerLog;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Ends a server when SIGTERM or SIGINT arrives, and keeps it when a terminal hangs up.
 *
 * <p>Signals are watched before the server is there, since whoever sees it ready may send one at
 * once. One that arrives before the server listens ends the process: nothing can be lost.
 */
final class SignalShutdowns {
  private static final int PATIENCE_MILLIS = 500;

  private final ProcessSettings settings;
  private final ServerLog log;
  private final CompletableFuture<RunningServer> started = new CompletableFuture<>();

  /** Held while the server is being asked to end. */
  private final ReentrantLock asking = new ReentrantLock();

  private volatile boolean ending;

  SignalShutdowns(ProcessSettings settings, ServerLog log) {
    this.settings = settings;
    this.log = log;
  }

  void install(Signals signals) {
    boolean handled =
        signals.handle("TERM", () -> shutdown("SIGTERM", settings.shutdownOnSigterm))
            && signals.handle("INT", this::interrupted);
    if (handled) {
      signals.handle("HUP", () -> log.verbose("Received SIGHUP, ignored."));
    } else {
      Runtime.getRuntime().addShutdownHook(new Thread(this::lastChance, "shutdown"));
    }
  }

  /** From now on, while data are loaded and afterwards, a signal ends this server. */
  void started(RunningServer server) {
    started.complete(server);
  }

  private void interrupted() {
    if (asking.isLocked() || ending) { // in this order: it is ending before it is unlocked
      log.warning("You insist... exiting now.");
      exit(1);
    }
    shutdown("SIGINT", settings.shutdownOnSigint);
  }

  /** Asks the server to end, unless it is ending; false when it refused. */
  private boolean shutdown(String signal, ValueSetting<Set<SignalShutdown>> options) {
    asking.lock();
    try {
      log.warning("Received " + signal + " scheduling shutdown..."); // who reads it may insist
      if (!ending) {
        RunningServer server = server();
        if (server == null) {
          log.warning("The server is still starting, exiting now.");
          exit(0);
        } else {
          ending = server.shutdown(options.value());
        }
      }
      return ending;
    } finally {
      asking.unlock();
    }
  }

  private @Nullable RunningServer server() {
    try {
      return started.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private void exit(int code) {
    log.flush();
    Runtime.getRuntime().halt(code);
  }

  /** The process ends as soon as this returns, with the signal's exit code. */
  private void lastChance() {
    if (!shutdown("a signal,", settings.shutdownOnSigterm)) {
      exit(1);
    }
    try {
      // The main thread, which waits for the server, ends the process with exit code 0.
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
