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
import dev.heddle.server.command.Outside;
import dev.heddle.store.Database;
import dev.heddle.store.Eviction;
import dev.heddle.store.EvictionPolicy;
import dev.heddle.store.ExpiryMode;
import dev.heddle.store.Keyspace;
import dev.heddle.store.KeyspaceObserver;
import dev.heddle.store.Prefetch;
import dev.heddle.store.Value;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
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
  private static final int SLICE_REPLY_BYTES = 1 << 20;
  private static final int EXPIRE_AT_ONCE = 64;
  private static final int FEWEST_PREFETCHED = 4; // commands in one slice

  private final ReentrantLock lock = new ReentrantLock();
  private final InstantSource clock;
  private final Keyspace keyspace;
  private final CommandTable table;
  private final EffectStream effects = new EffectStream();
  private final ServerStats stats = new ServerStats();
  private final Lookups lookups = new Lookups();
  private final Clients clients = new Clients();
  private final Pause pause;
  private final MemoryLimit memory;
  private final Gate gate;
  private final Call call;
  private final Dispatcher dispatcher;
  private final Prefetch prefetch = new Prefetch();
  private final Client loader;
  private final ReplyWriter unread = new ReplyWriter();
  private final Dispatcher.InternalErrors internalErrors;
  private boolean latencyTracking = true;
  private boolean activeExpiry = true;

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
    this.pause = new Pause(lock, clock);
    this.memory = new MemoryLimit(keyspace, new Eviction(keyspace, random));
    this.gate = new Gate(effects, memory);
    this.loader = new Client(0, null, clock.millis());
    this.loader.authenticated(true);
    this.call = new Call(keyspace, effects, lookups, new Signals(), loader, none);
    this.dispatcher = new Dispatcher(table, call, effects, stats, gate, pause, internalErrors);
    keyspace.observer(new Removals());
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
    try {
      stats.traffic(client);
      long began = System.nanoTime();
      prefetch(client, reader, from, count);
      long last = began;
      int i = from;
      while (i < count && !client.closing()) {
        if (!dispatcher.run(client, reader.args(i), out, clock.millis())) {
          client.paused(true);
          return i;
        }
        i++;
        long ended = System.nanoTime();
        count(dispatcher.ran(), ended - last);
        last = ended;
        if (client.hasOutside() || ended - began > SLICE_NANOS || out.size() > SLICE_REPLY_BYTES) {
          break;
        }
      }
      return i;
    } finally {
      lock.unlock();
    }
  }

  /** Most commands have their first key in argument 1; where it is none, nothing is lost. */
  private void prefetch(Client client, RequestReader reader, int from, int count) {
    Database db = keyspace.database(client.db());
    if (count - from < FEWEST_PREFETCHED || !Prefetch.pays(db)) {
      return;
    }
    for (int i = from; i < count; i++) {
      Args args = reader.args(i);
      if (args.count() > 1) {
        prefetch.add(db, args.array(1), args.offset(1), args.length(1));
      }
    }
    prefetch.run(db);
  }

  private void count(@Nullable Command ran, long nanos) {
    if (ran != null) {
      ran.stats().ran(nanos);
      if (latencyTracking) {
        ran.stats().track(nanos);
      }
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

  /** Has paused clients look whether they still wait. */
  public void wakePaused() {
    locked(pause::wake);
  }

  /** Waits until the pause that holds the client's next command is over, or the client gives up. */
  public void awaitUnpaused(Client client, BooleanSupplier gaveUp) throws InterruptedException {
    lock.lock();
    try {
      pause.await(gaveUp);
    } finally {
      client.paused(false);
      lock.unlock();
    }
  }

  /**
   * Waits until the changes behind the pending replies are durable. When they can't be made so, the
   * replies from the first such change on are replaced by one error, and the client is closed: what
   * it does not know it may not take for done.
   */
  public void awaitDurable(Client client, ReplyWriter out) {
    try {
      Journal journal = effects.journal();
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
      lock.unlock();
    }
  }

  /** Sets the database in which the next replayed commands run. */
  public void replayInto(int db) {
    loader.select(db);
  }

  // ---- the lock

  /** Runs something under the lock. */
  public void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  /** Computes something under the lock. */
  public <T> T compute(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
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
      lock.unlock();
    }
  }

  /** Forgets a connection that has ended. */
  public void disconnect(Client client) {
    lock.lock();
    try {
      stats.traffic(client);
      clients.remove(client);
    } finally {
      lock.unlock();
    }
  }

  // ---- periodic work

  /**
   * Removes keys whose time has come, in slices, until none is left or {@code budgetNanos} are used
   * up.
   */
  void expireDue(long budgetNanos) {
    long began = System.nanoTime();
    boolean more = true;
    while (more && System.nanoTime() - began < budgetNanos) {
      more = false;
      for (int i = 0; i < keyspace.databases(); i++) {
        more |= expireSlice(i);
      }
    }
    boolean capped = more;
    locked(() -> stats.expiryRan(System.nanoTime() - began, capped));
  }

  private boolean expireSlice(int db) {
    lock.lock();
    try {
      if (!activeExpiry || keyspace.expiryMode() != ExpiryMode.DELETE) {
        return false;
      }
      int removed = 0;
      int step = 1;
      while (removed < EXPIRE_AT_ONCE && step == 1) {
        step = keyspace.database(db).expireDue(clock.millis(), 1);
        effects.endUnit();
        removed += step;
      }
      return step == 1;
    } finally {
      lock.unlock();
    }
  }

  /** Takes samples, and has paused clients look at the clock. */
  void tick() {
    lock.lock();
    try {
      stats.sample(System.nanoTime());
      stats.memoryUsed(keyspace.usedMemory());
      stats.memoryExceeded(memory.exceeded(), clock.millis());
      keyspace.expiryMode(modeNow());
      pause.wake();
    } finally {
      lock.unlock();
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

  public boolean loading() {
    return gate.loading();
  }

  /** While the server loads, keys do not expire and most commands are refused. */
  public void loading(boolean yes) {
    gate.loading(yes);
    keyspace.expiryMode(modeNow());
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

  /** Whether commands' times go to the histograms of INFO latencystats. */
  public void latencyTracking(boolean on) {
    latencyTracking = on;
  }

  /** Whether expired keys are removed also when nobody accesses them. */
  public void activeExpiry(boolean on) {
    activeExpiry = on;
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

  /** Counts what the keyspace removes by itself, and makes it an effect. */
  private final class Removals implements KeyspaceObserver {
    private static final byte[] DEL = {'D', 'E', 'L'};

    @Override
    public void expired(Database db, byte[] key, Value value) {
      stats.expired();
      effects.add(db.id(), DEL, key);
    }

    @Override
    public void evicted(Database db, byte[] key, Value value) {
      stats.evicted();
      effects.add(db.id(), DEL, key);
    }
  }
}
