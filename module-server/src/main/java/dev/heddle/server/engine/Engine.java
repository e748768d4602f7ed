package dev.heddle.server.engine;

import dev.heddle.persist.Journal;
import dev.heddle.persist.JournalException;
import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.resp.RequestReader;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.CommandError;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.EffectStream;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Lookups;
import dev.heddle.server.command.Outbox;
import dev.heddle.server.command.Outside;
import dev.heddle.server.command.Transaction;
import dev.heddle.server.pubsub.Messaging;
import dev.heddle.store.Database;
import dev.heddle.store.Eviction;
import dev.heddle.store.EvictionPolicy;
import dev.heddle.store.ExpiryMode;
import dev.heddle.store.Keyspace;
import dev.heddle.store.Prefetch;
import dev.heddle.store.Value;
import dev.heddle.store.ZSetValue;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The one lock and everything that it guards: keyspace, clients, effects, counters.
 *
 * <p>Connections hand in batches. A batch is run in slices: the lock is taken once for up to
 * {@value #SLICE_COMMANDS} commands, or as many as fit in a slice of time or of reply bytes, then
 * given up so that nobody starves. A command that must do something outside the lock ends the
 * slice.
 *
 * <pre>
 *   lock | cmd cmd cmd ... | unlock | await durable | replies leave | lock | ...
 * </pre>
 */
public final class Engine {
  /** How many commands run under one hold of the lock. */
  public static final int SLICE_COMMANDS = 64;

  private static final long SLICE_NANOS = 1_000_000;

  /** For so long the time of day, which is one of milliseconds, is not read again in a slice. */
  private static final long CLOCK_NANOS = 100_000;

  private static final int SLICE_REPLY_BYTES = 1 << 20;
  private static final int FEWEST_PREFETCHED = 4; // commands in one slice

  private final ServerStats stats = new ServerStats();
  private final MeteredLock lock = new MeteredLock(stats);
  private final InstantSource clock;
  private final Keyspace keyspace;
  private final CommandTable table;
  private final EffectStream effects = new EffectStream();
  private final Lookups lookups = new Lookups();
  private final Clients clients = new Clients();
  private final Timing timing;
  private final Pause pause;
  private final MemoryLimit memory;
  private final Gate gate;
  private final Watches watches;
  private final Blocked blocked;
  private final Messaging messaging;
  private final Executor executor;
  private final ExpiryCycle expiry;
  private final Dispatcher dispatcher;
  private final Prefetch prefetch = new Prefetch();
  private final Client loader;
  private final ReplyWriter unread = new ReplyWriter();
  private final Dispatcher.InternalErrors internalErrors;
  private volatile boolean cronPaused;

  /** An empty keyspace and a table whose rows are added afterwards, before the first command. */
  public Engine(
      InstantSource clock,
      RandomGenerator random,
      Keyspace keyspace,
      CommandTable table,
      Command none,
      Dispatcher.InternalErrors internalErrors) {
    this.clock = clock;
    this.keyspace = keyspace;
    this.table = table;
    this.internalErrors = internalErrors;
    this.timing = new Timing(clock);
    this.pause = new Pause(lock, clock);
    this.memory = new MemoryLimit(keyspace, new Eviction(keyspace, random));
    this.gate = new Gate(effects, memory, timing);
    this.loader = new Client(0, null, clock.millis());
    this.loader.authenticated(true);
    this.watches = new Watches(keyspace);
    this.blocked = new Blocked(lock, clock, keyspace);
    this.messaging = new Messaging(clock, random, clients::byId);
    var signals = new Signals(watches, blocked, messaging);
    this.executor =
        new Executor(
            () -> new Call(keyspace, effects, lookups, signals, loader, none),
            stats,
            timing,
            messaging,
            internalErrors);
    this.dispatcher =
        new Dispatcher(table, executor, blocked, watches, effects, stats, gate, pause);
    this.expiry = new ExpiryCycle(lock, clock, keyspace, effects, stats, timing);
    keyspace.observer(new Removals(stats, effects, signals));
  }

  // ---- commands

  /**
   * Runs commands {@code from} to {@code count} of what the reader has parsed, or fewer.
   *
   * @return the index of the first command that was not run: count, or less when the slice was
   *     over, the client is paused, is to be closed, or has something to do outside the lock
   */
  public int run(Client client, RequestReader reader, int from, int count, ReplyWriter out) {
    lock.lock();
    int mark = out.size();
    try {
      long began = lock.since();
      stats.traffic(client);
      takeMessages(client, out);
      prefetch(client, reader, from, count);
      long last = began;
      long read = began;
      long now = clock.millis();
      int i = from;
      while (i < count && !client.closing()) {
        if (last - read > CLOCK_NANOS) {
          read = last;
          now = clock.millis();
        }
        if (!dispatcher.run(client, reader.args(i), out, now)) {
          client.paused(true);
          return i;
        }
        i++;
        messaging.ended(client, dispatcher.ran());
        takeMessages(client, out);
        long ended = System.nanoTime();
        count(client, dispatcher.ran(), reader, i - 1, ended - last);
        last = ended;
        if (client.hasOutside()
            || client.blockedOn() != null
            || ended - began > SLICE_NANOS
            || out.size() > SLICE_REPLY_BYTES) {
          break;
        }
      }
      return i;
    } finally {
      sawUndurable(client, mark);
      unlock();
    }
  }

  /**
   * What a client has read may have been written by another whose change is not durable yet: nor
   * may it be shown before it is. While the disk fails, reads go on.
   */
  private void sawUndurable(Client client, int mark) {
    Journal journal = effects.journal();
    if (effects.offset() > journal.durable() && journal.failure() == null) {
      client.wrote(journal, effects.offset(), mark);
    }
  }

  /**
   * Messages that came before a reply precede it; those that a command sends its own client follow.
   */
  private static void takeMessages(Client client, ReplyWriter out) {
    Outbox outbox = client.outbox();
    if (outbox != null && !client.closing()) {
      outbox.moveTo(out);
    }
  }

  /**
   * Most commands have their first key in argument 1, and the first element of it that they name in
   * the next one or, where it has a score, in the last one. Where that is not so, nothing is lost.
   */
  private void prefetch(Client client, RequestReader reader, int from, int count) {
    Database db = keyspace.database(client.db());
    if (count - from < FEWEST_PREFETCHED || !prefetchPays(db, reader.args(from))) {
      return;
    }
    for (int i = from; i < count; i++) {
      Args args = reader.args(i);
      int key = Math.min(1, args.count() - 1);
      prefetch.add(db, args.array(key), args.offset(key), args.length(key));
    }
    int keys = prefetch.runAndCollect(db);
    if (keys == 0) {
      return;
    }
    for (int i = 0; i < keys; i++) {
      Value collection = prefetch.collection(i);
      Args args = reader.args(from + i);
      if (collection != null && args.count() > 2) {
        int element = collection instanceof ZSetValue ? args.count() - 1 : 2;
        prefetch.addElement(
            collection, args.array(element), args.offset(element), args.length(element));
      }
    }
    prefetch.runElements();
  }

  private static boolean prefetchPays(Database db, Args first) {
    return Prefetch.pays(db)
        || (first.count() > 2
            && Prefetch.pays(db, first.array(1), first.offset(1), first.length(1)));
  }

  private void count(
      Client client, @Nullable Command ran, RequestReader reader, int at, long nanos) {
    if (ran != null && timing.ran(ran, nanos)) {
      timing.slow(client, ran, reader.args(at), nanos);
    }
  }

  /**
   * Does what the client's last command left to be done outside the lock, and has it write the
   * reply.
   */
  public void runOutside(Client client, ReplyWriter out) throws InterruptedException {
    Outside work = client.takeOutside();
    if (work == null) {
      return;
    }
    int mark = out.size();
    try {
      work.run(out);
    } catch (CommandError e) {
      out.truncate(mark);
      out.error(e.line());
      locked(() -> countFailure(client, e.code()));
    } catch (RuntimeException e) {
      out.truncate(mark);
      out.error(Err.INTERNAL.line());
      locked(() -> countFailure(client, Err.INTERNAL.code()));
      internalErrors.caught("outside the lock", e);
    }
    if (client.takeMuted()) {
      out.truncate(mark);
    }
  }

  private void countFailure(Client client, String code) {
    stats.error(code);
    Command ran = client.lastCommand();
    if (ran != null) {
      ran.stats().failed();
    }
  }

  /** Has a client that waits, in a pause or for a key, look whether it still does. */
  public void wake(Client client) {
    locked(() -> {
      pause.wake();
      blocked.wake(client);
    });
  }

  /**
   * Waits until the client's blocking command is answered, and writes the answer; nothing when it
   * gives up.
   */
  public void awaitServed(Client client, ReplyWriter out, BooleanSupplier gaveUp)
      throws InterruptedException {
    lock.lock();
    try {
      Waiter waiter = blocked.await(client, gaveUp);
      client.unblock();
      if (waiter != null) {
        if (waiter.offset > 0) {
          client.wrote(waiter.journal, waiter.offset, out.size());
        }
        if (client.replyMode() == Client.ReplyMode.ON) {
          out.raw(waiter.answer.buffer(), 0, waiter.answer.size());
        }
      }
    } finally {
      unlock();
    }
  }

  /** Waits until the pause that holds the client's next command is over, or the client gives up. */
  public void awaitUnpaused(Client client, BooleanSupplier gaveUp) throws InterruptedException {
    lock.lock();
    try {
      pause.await(gaveUp);
    } finally {
      client.paused(false);
      unlock();
    }
  }

  /**
   * Waits until the changes behind the pending replies are durable. When they can't be made so, the
   * replies from the first such change on are replaced by one error, and the client is closed: what
   * it does not know it may not take for done.
   */
  public void awaitDurable(Client client, ReplyWriter out) {
    try {
      Journal journal = client.unsavedJournal(); // another one may have taken its place
      journal.awaitDurable(client.unsavedOffset());
      if (journal.congested()) {
        journal.awaitRoom();
      }
    } catch (JournalException e) {
      out.truncate(client.unsavedMark());
      out.error(Err.appendOnlyFileFailing(String.valueOf(e.getMessage())).line());
      client.closeAfterReply();
    }
    client.saved();
  }

  /** Runs a command that was read from disk. */
  public void replay(Args args) {
    lock.lock();
    try {
      unread.reset();
      dispatcher.replay(loader, args, unread, clock.millis());
    } finally {
      unlock();
    }
  }

  /** Sets the database in which the next replayed commands run. */
  public void replayInto(int db) {
    loader.select(db);
  }

  /** The database in which the next replayed command runs; under the lock. */
  public Database replayDatabase() {
    return keyspace.database(loader.db());
  }

  // ---- the lock

  private void unlock() {
    messaging.settle();
    lock.unlock();
    if (!lock.isHeldByCurrentThread()) {
      messaging.deliver();
    }
  }

  /** Runs something under the lock. */
  public void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      unlock();
    }
  }

  /** Computes something under the lock. */
  public <T> T compute(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      unlock();
    }
  }

  // ---- clients

  /** Registers a connection, or returns null when there are as many as allowed. */
  public @Nullable Client connect(Client.Link link, long most, boolean authenticated) {
    lock.lock();
    try {
      if (clients.size() >= most) {
        stats.connectionRejected();
        return null;
      }
      stats.connected();
      Client client = clients.add(link, clock.millis());
      client.authenticated(authenticated);
      return client;
    } finally {
      unlock();
    }
  }

  /** Forgets a connection that has ended. */
  public void disconnect(Client client) {
    lock.lock();
    try {
      stats.traffic(client);
      clients.remove(client);
      watches.unwatch(client);
      messaging.disconnected(client);
    } finally {
      unlock();
    }
  }

  // ---- periodic work

  /** Whether periodic work rests; clients that wait are woken in time nevertheless. */
  public void cronPaused(boolean yes) {
    cronPaused = yes;
  }

  boolean cronPaused() {
    return cronPaused;
  }

  /** Removes keys whose time has come, for as long as this. */
  void expireDue(long budgetNanos) {
    expiry.run(budgetNanos);
    locked(() -> {
      dispatcher.serveReady(clock.millis());
      messaging.settle();
    });
  }

  /** Takes samples, and has clients that wait look at the clock. */
  void tick() {
    lock.lock();
    try {
      stats.delivered(messaging.takeBytes(), messaging.takeWrites());
      stats.sample(System.nanoTime());
      timing.latency().collect();
      stats.memoryUsed(keyspace.usedMemory());
      stats.memoryExceeded(memory.exceeded(), clock.millis());
      keyspace.expiryMode(modeNow());
      pause.wake();
      blocked.wakeDue();
    } finally {
      unlock();
    }
  }

  private ExpiryMode modeNow() {
    if (gate.loading()) {
      return ExpiryMode.IGNORE;
    }
    return pause.active() ? ExpiryMode.HIDE : ExpiryMode.DELETE;
  }

  // ---- what the lock guards; callers hold it

  public boolean holdsLock() {
    return lock.isHeldByCurrentThread();
  }

  public InstantSource clock() {
    return clock;
  }

  public Keyspace keyspace() {
    return keyspace;
  }

  public CommandTable table() {
    return table;
  }

  public EffectStream effects() {
    return effects;
  }

  public ServerStats stats() {
    return stats;
  }

  public Lookups lookups() {
    return lookups;
  }

  public Clients clients() {
    return clients;
  }

  public Pause pause() {
    return pause;
  }

  public Watches watches() {
    return watches;
  }

  public Messaging messaging() {
    return messaging;
  }

  public Blocked blocked() {
    return blocked;
  }

  /** Runs what a client has queued, and writes the array of replies. */
  public void runTransaction(Client client, Transaction transaction, ReplyWriter out, long now) {
    executor.runAll(client, transaction, out, now);
  }

  /** Whether a key was changed that the client watches. */
  public boolean watchBroken(Client client, long now) {
    return watches.broken(client, now);
  }

  public boolean loading() {
    return gate.loading();
  }

  /** While the server loads, keys do not expire and most commands are refused. */
  public void loading(boolean yes) {
    gate.loading(yes);
    keyspace.expiryMode(modeNow());
  }

  /** Whether writes are refused because snapshots fail. */
  public void saveFailing(boolean yes) {
    gate.saveFailing(yes);
  }

  /** Where effects go from now on. */
  public void journal(Journal journal) {
    effects.journal(journal);
  }

  /** Sets maxmemory and how room is made; 0 bytes for no limit. */
  public void memoryLimit(long bytes, EvictionPolicy policy, int samples) {
    memory.set(bytes, policy, samples);
  }

  /** Whether clients must authenticate before they do anything else. */
  public void passwordRequired(boolean yes) {
    dispatcher.passwordRequired(yes);
  }

  public Timing timing() {
    return timing;
  }

  /** Whether expired keys are removed also when nobody accesses them. */
  public void activeExpiry(boolean on) {
    expiry.active(on);
  }

  /** Pauses clients until a moment; meanwhile expired keys are hidden, not deleted. */
  public void pause(long untilMillis, boolean all) {
    pause.begin(untilMillis, all);
    keyspace.expiryMode(modeNow());
  }

  /** Ends a pause. */
  public void unpause() {
    pause.end();
    keyspace.expiryMode(modeNow());
  }
}
