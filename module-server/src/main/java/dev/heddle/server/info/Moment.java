package dev.heddle.server.info;

import dev.heddle.persist.AofStatus;
import dev.heddle.server.config.Config;
import dev.heddle.server.engine.Engine;
import dev.heddle.server.family.ServerControl;
import org.jspecify.annotations.Nullable;

/**
 * What the sections of one INFO are written from.
 *
 * @param now epoch milliseconds
 * @param aof null: there is no append-only file
 */
record Moment(
    ServerControl server,
    Identity identity,
    long now,
    ProcessFigures process,
    @Nullable AofStatus aof) {

  Engine engine() {
    return server.engine();
  }

  Config config() {
    return server.config();
  }
}
