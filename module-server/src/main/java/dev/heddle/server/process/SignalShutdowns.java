package dev.heddle.server.process;

import dev.heddle.server.config.ProcessSettings;
import dev.heddle.server.config.SignalShutdown;
import dev.heddle.server.config.ValueSetting;
import dev.heddle.server.log.ServerLog;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends a server when SIGTERM or SIGINT arrives, and keeps it when a terminal hangs up. */
final class SignalShutdowns {
  private final RunningServer server;
  private final ProcessSettings settings;
  private final ServerLog log;
  private final AtomicBoolean asked = new AtomicBoolean();

  SignalShutdowns(RunningServer server, ProcessSettings settings, ServerLog log) {
    this.server = server;
    this.settings = settings;
    this.log = log;
  }

  void install() {
    boolean handled =
        Signals.handle("TERM", () -> shutdown("SIGTERM", settings.shutdownOnSigterm))
            && Signals.handle("INT", this::interrupted);
    if (handled) {
      Signals.handle("HUP", () -> log.verbose("Received SIGHUP, ignored."));
    } else {
      Runtime.getRuntime().addShutdownHook(new Thread(this::lastChance, "shutdown"));
    }
  }

  private void interrupted() {
    if (asked.get()) {
      log.warning("You insist... exiting now.");
      log.flush();
      Runtime.getRuntime().halt(1);
    }
    shutdown("SIGINT", settings.shutdownOnSigint);
  }

  private boolean shutdown(String signal, ValueSetting<Set<SignalShutdown>> options) {
    log.warning("Received " + signal + " scheduling shutdown...");
    if (asked.compareAndSet(false, true) && !server.shutdown(options.value())) {
      asked.set(false);
      return false;
    }
    return true;
  }

  /** The process ends as soon as this returns, with the signal's exit code. */
  private void lastChance() {
    if (!shutdown("A signal", settings.shutdownOnSigterm)) {
      log.flush();
      Runtime.getRuntime().halt(1);
    }
    try {
      // The main thread, which waits for the server, ends the process with exit code 0.
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
