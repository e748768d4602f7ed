package dev.heddle.server.family;

import dev.heddle.persist.Log;
import dev.heddle.server.config.Config;
import dev.heddle.server.engine.Engine;
import org.jspecify.annotations.Nullable;

/** The server as its own commands see it. */
public interface ServerControl {
  Config config();

  Engine engine();

  StorageControl storage();

  Log log();

  /** The connections that MIGRATE keeps. */
  MigrationTargets migrationTargets();

  /** Begins to give memory back to the system, where that does not stop the server. */
  void purgeMemory();

  /** Epoch milliseconds. */
  long startedAt();

  /** The TCP port, 0 when there is none. */
  int tcpPort();

  /**
   * Stops the server; called outside the lock.
   *
   * @param save null: as configured
   * @param force stop even when saving fails
   * @return false when saving failed and the server goes on
   */
  boolean shutdown(@Nullable Boolean save, boolean force);
}
