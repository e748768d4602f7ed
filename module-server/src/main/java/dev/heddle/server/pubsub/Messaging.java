package dev.heddle.server.pubsub;

import dev.heddle.resp.Args;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.Event;
import dev.heddle.server.command.Outbox;
import dev.heddle.store.Database;
import dev.heddle.store.SipHash;
import java.time.InstantSource;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Everything by which clients hear of what others do, and when it is told; guarded by the server's
 * lock, but for {@link #deliver}.
 */
public final class Messaging {
  private final Courier courier = new Courier();
  private final Post post = new Post(courier);
  private final PubSub pubSub;
  private final KeyspaceEvents events;
  private final Monitors monitors;
  private final Tracking tracking;

  /** {@code byId} finds a connected client. */
  public Messaging(
      InstantSource clock, RandomGenerator random, LongFunction<@Nullable Client> byId) {
    var hash = SipHash.keyedBy(random);
    this.pubSub = new PubSub(hash, post);
    this.events = new KeyspaceEvents(pubSub);
    this.monitors = new Monitors(post, clock);
    this.tracking = new Tracking(hash, random, post, byId);
  }

  public PubSub pubSub() {
    return pubSub;
  }

  public KeyspaceEvents events() {
    return events;
  }

  public Monitors monitors() {
    return monitors;
  }

  public Tracking tracking() {
    return tracking;
  }

  /** How much may wait for clients, from now on. */
  public void limits(Post.Limits rules) {
    post.limits(rules);
  }

  // ---- what happens

  /**
   * A key was changed; {@code by} is null when the server did it. Invalidations precede the event,
   * but where a key expires. That a key is new is followed by what made it, which invalidates.
   */
  public void changed(@Nullable Client by, Database db, byte[] a, int off, int len, Event event) {
    boolean first = event == Event.EXPIRED || event == Event.NEW;
    if (first) {
      events.happened(db.id(), a, off, len, event);
    }
    if (event != Event.NEW) {
      tracking.changed(by, a, off, len);
    }
    if (!first) {
      events.happened(db.id(), a, off, len, event);
    }
  }

  /** Something happened to a key whose value stays as it is for those who cache it. */
  public void told(Database db, byte[] a, int off, int len, Event event) {
    events.happened(db.id(), a, off, len, event);
  }

  /** Whether anybody hears of events of this kind. */
  public boolean tells(Event event) {
    return events.tells(event);
  }

  /** A key that is not there was looked up. */
  public void missed(Database db, byte[] a, int off, int len) {
    events.happened(db.id(), a, off, len, Event.KEYMISS);
  }

  /** Databases lose all their keys. */
  public void flushed() {
    tracking.flushed();
  }

  /** A client has run a command, by itself or in a transaction. */
  public void ran(Client client, Command command, Args args) {
    tracking.ran(client, command, args);
    monitors.ran(client, command, args);
  }

  /** A client's request is dealt with; {@code command} is null when it was refused. */
  public void ended(Client client, @Nullable Command command) {
    tracking.ended(client, command);
  }

  /** The client is to hear of nothing any more. */
  public void leave(Client client) {
    pubSub.unsubscribe(client);
    monitors.remove(client);
    tracking.end(client);
  }

  /** The client's connection has ended. */
  public void disconnected(Client client) {
    leave(client);
    Outbox outbox = client.outbox();
    if (outbox != null) {
      outbox.close();
    }
  }

  // ---- when it is told

  /** The lock is about to be given up. */
  public void settle() {
    tracking.broadcast();
  }

  /** Has what was put into outboxes delivered; called without the lock. */
  public void deliver() {
    courier.wake();
    courier.help();
  }

  /** Bytes delivered since the last call, by others than the clients' own threads. */
  public long takeBytes() {
    return courier.takeBytes();
  }

  /** Writes made since the last call, by others than the clients' own threads. */
  public long takeWrites() {
    return courier.takeWrites();
  }
}
