package dev.heddle.server.engine;

import dev.heddle.server.command.Client;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.KeySignals;
import dev.heddle.server.pubsub.Messaging;
import dev.heddle.store.Database;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Tells everybody who waits for changes to keys; guarded by the server's lock. */
final class Signals implements KeySignals {
  private final Watches watches;
  private final Blocked blocked;
  private final Messaging messaging;

  Signals(Watches watches, Blocked blocked, Messaging messaging) {
    this.watches = watches;
    this.blocked = blocked;
    this.messaging = messaging;
  }

  @Override
  public void changed(@Nullable Client by, Database db, byte[] a, int off, int len, Event event) {
    if (!watches.isEmpty()) {
      watches.changed(db, a, off, len);
    }
    if (!blocked.isEmpty()) {
      blocked.changed(db, a, off, len);
    }
    messaging.changed(by, db, a, off, len, event);
  }

  @Override
  public void told(Database db, byte[] a, int off, int len, Event event) {
    if (event == Event.XGROUP_DESTROY && !blocked.isEmpty()) {
      blocked.changed(db, a, off, len); // who reads in the group learns that it is gone
    }
    messaging.told(db, a, off, len, event);
  }

  @Override
  public void missed(Database db, byte[] a, int off, int len) {
    messaging.missed(db, a, off, len);
  }

  @Override
  public boolean hearsOfNew() {
    return messaging.tells(Event.NEW);
  }

  @Override
  public void flushing(IntPredicate databases, long now) {
    watches.changing(databases, now);
    blocked.changed(databases);
    messaging.flushed();
  }

  @Override
  public void swapping(int i, int j, long now) {
    watches.changing(db -> db == i || db == j, now);
  }

  @Override
  public void swapped(int i, int j) {
    blocked.changed(db -> db == i || db == j);
  }
}
