package dev.heddle.server.engine;

import dev.heddle.server.command.Call;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.KeySignals;
import dev.heddle.store.Database;

/** Tells everybody who waits for changes to keys. */
final class Signals implements KeySignals {
  @Override
  public void changed(Call call, Database db, int i, Event event) {}
}
