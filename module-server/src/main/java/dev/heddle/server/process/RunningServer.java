package dev.heddle.server.process;

import dev.heddle.server.config.SignalShutdown;
import java.util.Set;

/** What the process needs to know of the server it runs. */
public interface RunningServer {
  /**
   * Ends the server as {@code SHUTDOWN} with these options does.
   *
   * @return false if it goes on, because the data could not be saved
   */
  boolean shutdown(Set<SignalShutdown> options);

  /** Waits for the end of the server, and returns the exit code of the process. */
  int awaitTermination() throws InterruptedException;
}
