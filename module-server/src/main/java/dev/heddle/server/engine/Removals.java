package dev.heddle.server.engine;

import dev.heddle.server.command.EffectStream;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.KeySignals;
import dev.heddle.store.Database;
import dev.heddle.store.KeyspaceObserver;

/** Counts what the keyspace removes by itself, tells of it and makes it an effect. */
final class Removals implements KeyspaceObserver {
  private static final byte[] DEL = {'D', 'E', 'L'};

  private final ServerStats stats;
  private final EffectStream effects;
  private final KeySignals signals;

  Removals(ServerStats stats, EffectStream effects, KeySignals signals) {
    this.stats = stats;
    this.effects = effects;
    this.signals = signals;
  }

  @Override
  public void expired(Database db, byte[] key) {
    stats.expired();
    removed(db, key, Event.EXPIRED);
  }

  @Override
  public void evicted(Database db, byte[] key) {
    stats.evicted();
    removed(db, key, Event.EVICTED);
  }

  private void removed(Database db, byte[] key, Event event) {
    effects.add(db.id(), DEL, key);
    signals.changed(null, db, key, 0, key.length, event);
  }
}
