package dev.heddle.server.pubsub;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Bytes;
import dev.heddle.server.command.Caching;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.Flag;
import dev.heddle.store.HashTable;
import dev.heddle.store.SipHash;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Client-side caching: remembers which client has read which key, and tells it when that changes;
 * guarded by the server's lock.
 *
 * <p>A key is forgotten with the first change that is told: who still wants to hear of it reads it
 * again. The table is bounded; beyond that, random keys are declared changed. Clients are
 * remembered by their ids, which are never used again, so that one that leaves costs nothing; ids
 * of the gone are dropped where they would make a key's array grow.
 */
public final class Tracking {
  private static final String CHANNEL = "__redis__:invalidate";

  private final HashTable<TrackedKey> table;
  private final Broadcasts broadcasts = new Broadcasts();
  private final Set<Client> clients = new HashSet<>();
  private final Post post;
  private final RandomGenerator random;
  private final LongFunction<@Nullable Client> byId;
  private final ReplyWriter encoder = new ReplyWriter();
  private long mostKeys;
  private long items;

  /** {@code byId} finds a connected client. */
  public Tracking(
      SipHash hash, RandomGenerator random, Post post, LongFunction<@Nullable Client> byId) {
    this.table = new HashTable<>(hash);
    this.random = random;
    this.post = post;
    this.byId = byId;
  }

  /** How many keys are remembered at most; 0: any number. */
  public void mostKeys(long most) {
    mostKeys = most;
    forgetSome();
  }

  // ---- who caches

  /** Tells the client of changes from now on, in place of what it wished before. */
  public void begin(Client client, Caching wish) {
    leavePrefixes(client);
    post.open(client);
    client.caching(wish);
    clients.add(client);
    for (Bytes prefix : wish.prefixes()) {
      broadcasts.join(client, prefix);
    }
  }

  /** Tells the client nothing any more. */
  public void end(Client client) {
    leavePrefixes(client);
    client.caching(null);
    clients.remove(client);
  }

  private void leavePrefixes(Client client) {
    Caching caching = client.caching();
    if (caching != null) {
      caching.prefixes().forEach(prefix -> broadcasts.leave(client, prefix));
    }
  }

  // ---- reading

  /** A client has run a command. */
  public void ran(Client client, Command command, Args args) {
    Caching caching = client.caching();
    if (caching != null
        && command.has(Flag.READONLY)
        && !command.has(Flag.PUBSUB)
        && caching.remembers()) {
      command.eachKey(
          args, (i, use) -> remember(client.id(), args.array(i), args.offset(i), args.length(i)));
      forgetSome();
    }
  }

  private void remember(long id, byte[] a, int off, int len) {
    TrackedKey key = table.find(a, off, len);
    if (key == null) {
      key = new TrackedKey(Arrays.copyOfRange(a, off, off + len));
      table.add(key);
    }
    items += key.add(id, this::reads);
  }

  private boolean reads(long id) {
    Client client = byId.apply(id);
    Caching caching = client == null ? null : client.caching();
    return caching != null && caching.mode() != Caching.Mode.BCAST;
  }

  private void forgetSome() {
    while (mostKeys > 0 && table.size() > mostKeys) {
      TrackedKey key = table.random(random);
      if (key == null) {
        return;
      }
      invalidate(null, key);
    }
  }

  /**
   * A client's request is dealt with: what CLIENT CACHING has said goes for one command, or one
   * transaction; and who hears of prefixes hears of its own changes right behind the reply.
   */
  public void ended(Client client, @Nullable Command command) {
    Caching caching = client.caching();
    if (caching == null) {
      return;
    }
    if (caching.mode() == Caching.Mode.BCAST) {
      broadcast();
    }
    if (caching.announced()
        && client.transaction() == null
        && (command == null || !command.name().equals("client"))) {
      caching.announced(false);
    }
  }

  // ---- changing

  /** A key has changed; {@code by} is null when the server did it. */
  public void changed(@Nullable Client by, byte[] a, int off, int len) {
    if (broadcasts.prefixes() > 0) {
      broadcasts.changed(by, a, off, len);
    }
    if (table.size() > 0) {
      TrackedKey key = table.find(a, off, len);
      if (key != null) {
        invalidate(by, key);
      }
    }
  }

  private void invalidate(@Nullable Client by, TrackedKey key) {
    table.remove(key);
    items -= key.count();
    Message[] shared = new Message[2]; // told directly, told through another client
    for (int i = 0; i < key.count(); i++) {
      long id = key.id(i);
      Client client = byId.apply(id);
      if (client != null && reads(id) && !isOwnLoop(by, client)) {
        tell(client, List.of(new Bytes(key.name())), shared);
      }
    }
  }

  private static boolean isOwnLoop(@Nullable Client by, Client client) {
    Caching caching = client.caching();
    return caching != null && caching.noLoop() && client.equals(by);
  }

  /** Everything is about to change: all who cache forget all. */
  public void flushed() {
    table.clear();
    items = 0;
    Message[] shared = new Message[2];
    clients.forEach(client -> tell(client, null, shared));
  }

  /** Tells those who hear of prefixes what has changed; called before the lock is given up. */
  public void broadcast() {
    broadcasts.tell((client, keys) -> tell(client, keys, new Message[2]));
  }

  // ---- telling

  /** Tells a client, or the one in its place, that keys have changed; null: all. */
  private void tell(Client client, @Nullable Collection<Bytes> keys, Message[] shared) {
    Caching caching = client.caching();
    if (caching == null || caching.redirect() == Caching.ITSELF) {
      tell(client, /* redirected= */ false, keys, shared);
      return;
    }
    Client other = byId.apply(caching.redirect());
    if (other != null) {
      tell(other, /* redirected= */ true, keys, shared);
      return;
    }
    caching.broken(true);
    if (client.protocol() == 3) {
      post.send(client, brokenRedirect(caching.redirect()));
    }
  }

  /** RESP2 knows this only as a message for subscribers. */
  private void tell(
      Client client, boolean redirected, @Nullable Collection<Bytes> keys, Message[] shared) {
    boolean push = client.protocol() == 3;
    if (!push && !(redirected && client.subscribed())) {
      return;
    }
    int kind = push ? 0 : 1;
    Message message = shared[kind];
    if (message == null) {
      message = push ? push(keys) : published(keys);
      shared[kind] = message;
    }
    post.send(client, message.in(client.protocol()));
  }

  private Message push(@Nullable Collection<Bytes> keys) {
    encoder.reset();
    encoder.push(2);
    encoder.bulk("invalidate");
    keys(keys, /* resp3= */ true);
    return Message.of(encoder);
  }

  private Message published(@Nullable Collection<Bytes> keys) {
    encoder.reset();
    encoder.push(3);
    encoder.bulk("message");
    encoder.bulk(CHANNEL);
    keys(keys, /* resp3= */ false);
    return Message.of(encoder);
  }

  private void keys(@Nullable Collection<Bytes> keys, boolean resp3) {
    if (keys == null) {
      encoder.protocol(resp3 ? 3 : 2);
      encoder.nil();
      encoder.protocol(2);
      return;
    }
    encoder.array(keys.size());
    keys.forEach(key -> encoder.bulk(key.array()));
  }

  private byte[] brokenRedirect(long id) {
    encoder.reset();
    encoder.push(2);
    encoder.bulk("tracking-redir-broken");
    encoder.integer(id);
    return Message.of(encoder).in(3);
  }

  // ---- asking

  /** The number of clients that are told of changes. */
  public int clients() {
    return clients.size();
  }

  /** The number of keys remembered. */
  public long keys() {
    return table.size();
  }

  /** The number of pairs of a key and a client that are remembered. */
  public long items() {
    return items;
  }

  /** The number of prefixes that clients hear about. */
  public int prefixes() {
    return broadcasts.prefixes();
  }
}
