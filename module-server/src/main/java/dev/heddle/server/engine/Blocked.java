package dev.heddle.server.engine;

import dev.heddle.resp.Args;
import dev.heddle.server.command.BlockedOn;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.Err;
import dev.heddle.store.Database;
import dev.heddle.store.Keyspace;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The clients that wait in blocking commands: a queue for each key, in the order in which they
 * came.
 *
 * <p>A change to a key that somebody waits for makes it <em>ready</em>. When the command,
 * transaction or script that did it has ended, the waiters of the ready keys are tried in order,
 * and each that can be served is handed its answer and woken: nobody wakes in vain. To serve one
 * may make further keys ready.
 *
 * <p>Guarded by the server's lock. A waiter stands in the queues of all its keys and leaves all of
 * them when it is served, gives up or its time is over. Deadlines are on the server's clock; each
 * waiter's thread sleeps as long as its deadline is away, and periodic work wakes those whose
 * deadline the clock has jumped over.
 */
public final class Blocked {

  /** Tries to serve a waiter at one of its keys. */
  interface Serving {
    boolean serve(Waiter waiter, int key);
  }

  private final MeteredLock lock;
  private final InstantSource clock;
  private final Keyspace keyspace;
  private final Map<Client, Waiter> waiters = new HashMap<>();
  private final Map<DbKey, Set<Waiter>> queues = new HashMap<>();
  private final TreeSet<Waiter> deadlines = new TreeSet<>(Waiter::byDeadline);
  private Set<DbKey> ready = new LinkedHashSet<>();
  private int waiting;
  private int waitingEvenGone; // for keys that are gone too

  Blocked(MeteredLock lock, InstantSource clock, Keyspace keyspace) {
    this.lock = lock;
    this.clock = clock;
    this.keyspace = keyspace;
  }

  // ---- who waits

  /** The number of clients that wait. */
  public int size() {
    return waiting;
  }

  /** The number of those that wait with a timeout. */
  public int withTimeout() {
    return deadlines.size();
  }

  /** The number of keys that clients wait for. */
  public int keys() {
    return queues.size();
  }

  boolean isEmpty() {
    return queues.isEmpty();
  }

  /** Whether the client waits. */
  public boolean contains(Client client) {
    Waiter waiter = waiters.get(client);
    return waiter != null && !waiter.done;
  }

  void add(Client client, Command command, Args args, BlockedOn what) {
    assert lock.isHeldByCurrentThread();
    var waiter = new Waiter(client, command, args.detach(), what, lock.newCondition());
    waiters.put(client, waiter);
    waiting++;
    waitingEvenGone += what.evenGone() ? 1 : 0;
    for (DbKey key : waiter.keys) {
      queues.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(waiter);
    }
    if (waiter.hasDeadline()) {
      deadlines.add(waiter);
    }
  }

  /** The waiter waits no longer: it leaves all queues. */
  private void leave(Waiter waiter) {
    waiting--;
    waitingEvenGone -= waiter.what.evenGone() ? 1 : 0;
    waiter.done = true;
    deadlines.remove(waiter);
    for (DbKey key : waiter.keys) {
      Set<Waiter> queue = queues.get(key);
      if (queue != null && queue.remove(waiter) && queue.isEmpty()) {
        queues.remove(key);
      }
    }
  }

  // ---- waiting, on the client's own thread

  /**
   * Waits until the client is answered, its time is over or it gives up.
   *
   * @return what it was answered; null when it gave up
   */
  @Nullable Waiter await(Client client, BooleanSupplier gaveUp) throws InterruptedException {
    assert lock.isHeldByCurrentThread();
    Waiter waiter = waiters.get(client);
    if (waiter == null) {
      return null;
    }
    try {
      while (!waiter.done && !gaveUp.getAsBoolean()) {
        long left = waiter.what.until() - clock.millis();
        if (!waiter.hasDeadline()) {
          lock.await(waiter.answered);
        } else if (left > 0) {
          lock.await(waiter.answered, left);
        } else {
          waiter.what.onTimeout().accept(waiter.answer);
          leave(waiter);
        }
      }
      return waiter.done ? waiter : null;
    } finally {
      waiters.remove(client);
      if (!waiter.done) {
        leave(waiter);
      }
    }
  }

  /** Has a client look whether it still waits. */
  void wake(Client client) {
    Waiter waiter = waiters.get(client);
    if (waiter != null) {
      waiter.answered.signal();
    }
  }

  /** Wakes those whose time is over. */
  void wakeDue() {
    long now = clock.millis();
    for (Waiter waiter : deadlines) {
      if (waiter.what.until() > now) {
        return;
      }
      waiter.answered.signal();
    }
  }

  /**
   * Ends a client's wait, as if its time were over or with an error; false when it does not wait.
   */
  public boolean unblock(Client client, boolean asError) {
    assert lock.isHeldByCurrentThread();
    Waiter waiter = waiters.get(client);
    if (waiter == null || waiter.done) {
      return false;
    }
    if (asError) {
      waiter.answer.error(Err.UNBLOCKED.line());
    } else {
      waiter.what.onTimeout().accept(waiter.answer);
    }
    answer(waiter);
    return true;
  }

  /** Ends a client's wait unanswered, and its connection: what it were served would be lost. */
  public void abandon(Client client) {
    assert lock.isHeldByCurrentThread();
    Waiter waiter = waiters.get(client);
    if (waiter != null && !waiter.done) {
      client.closeAfterReply();
      answer(waiter);
    }
  }

  /** Its thread finds the answer when it runs. */
  private void answer(Waiter waiter) {
    leave(waiter);
    waiter.client.answered();
    waiter.answered.signal();
  }

  // ---- serving

  /** A key was changed. */
  void changed(Database db, byte[] a, int off, int len) {
    var key = new DbKey(db.id(), Arrays.copyOfRange(a, off, off + len));
    if (queues.containsKey(key)) {
      ready.add(key);
    }
  }

  /** Databases have exchanged their contents. */
  void changed(IntPredicate concerned) {
    for (DbKey key : queues.keySet()) {
      if (concerned.test(key.db())) {
        ready.add(key);
      }
    }
  }

  boolean hasReady() {
    return !ready.isEmpty();
  }

  /** Serves those who wait for ready keys, until no key is ready. */
  void serve(Serving serving) {
    assert lock.isHeldByCurrentThread();
    while (!ready.isEmpty()) {
      Set<DbKey> round = ready;
      ready = new LinkedHashSet<>();
      for (DbKey key : round) {
        serve(key, serving);
      }
    }
  }

  private void serve(DbKey key, Serving serving) {
    Set<Waiter> queue = queues.get(key);
    if (queue == null) {
      return;
    }
    boolean there = true;
    for (Iterator<Waiter> all = queue.iterator(); all.hasNext(); ) {
      there = there && exists(key);
      if (!there && waitingEvenGone == 0) {
        break;
      }
      Waiter waiter = all.next();
      boolean tried = there || waiter.what.evenGone();
      if (tried && serving.serve(waiter, waiter.argument(key))) {
        all.remove();
        answer(waiter);
      }
    }
    if (queue.isEmpty()) {
      queues.remove(key);
    }
  }

  private boolean exists(DbKey key) {
    byte[] k = key.key();
    return keyspace.database(key.db()).find(k, 0, k.length, clock.millis()) != null;
  }
}
