package dev.heddle.server.command;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.store.Database;
import dev.heddle.store.Entry;
import dev.heddle.store.Keyspace;
import dev.heddle.store.Prefetch;
import dev.heddle.store.StringValue;
import dev.heddle.store.Value;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a command, as its handler sees it: the arguments, the client, the time, and the
 * only way to the keyspace.
 *
 * <p>Handlers change data through {@link #put}, {@link #replace}, {@link #delete} and the
 * database's own methods, and say so with {@link #changed}. From these the server derives what
 * Redis repeats in each command: the count of changes, the effect for the journal, the events.
 * Unless a handler says otherwise with {@link #effect} or {@link #noEffect}, a command that changed
 * something is its own effect.
 *
 * <p>One object serves all executions, one after the other; guarded by the server's lock.
 */
public final class Call {
  private static final int FEWEST_PREFETCHED = 4; // keys

  private final Prefetch prefetch = new Prefetch();
  private final Keyspace keyspace;
  private final EffectStream effects;
  private final Lookups lookups;
  private final KeySignals signals;
  private Client client;
  private Command command;
  private Args args;
  private long now;
  private int changes;
  private boolean ownEffects;
  private boolean forced;

  /**
   * {@code idle} and {@code none} fill the places of client and command until the first execution.
   */
  public Call(
      Keyspace keyspace,
      EffectStream effects,
      Lookups lookups,
      KeySignals signals,
      Client idle,
      Command none) {
    this.keyspace = keyspace;
    this.effects = effects;
    this.lookups = lookups;
    this.signals = signals;
    this.client = idle;
    this.command = none;
    this.args = Args.of();
  }

  /** True for a command that is read from disk. */
  public boolean isReplayed() {
    return client.link() == null;
  }

  /** Begins the execution of another command. */
  public void begin(Client caller, Command row, Args arguments, long epochMillis) {
    client = caller;
    command = row;
    args = arguments;
    now = epochMillis;
    changes = 0;
    ownEffects = false;
    forced = false;
  }

  // ---- arguments

  public Args args() {
    return args;
  }

  /** The number of arguments with the command's name. */
  public int count() {
    return args.count();
  }

  /** True when argument i is this word, in any case; {@code token} in upper case. */
  public boolean is(int i, String token) {
    return args.is(i, token);
  }

  /** The integer at argument i. */
  public long integer(int i) {
    return Numbers.parse(args, i);
  }

  /** A copy of argument i. */
  public byte[] copy(int i) {
    return args.copy(i);
  }

  /**
   * The bytes of argument i, to keep: without a copy where the argument has an array of its own.
   */
  public byte[] take(int i) {
    return args.take(i);
  }

  public String text(int i) {
    return args.text(i);
  }

  // ---- who and when

  public Client client() {
    return client;
  }

  public Command command() {
    return command;
  }

  /** Epoch milliseconds, the same during the whole command. */
  public long now() {
    return now;
  }

  public Keyspace keyspace() {
    return keyspace;
  }

  /** The source of all chance. */
  public RandomGenerator random() {
    return keyspace.random();
  }

  /** The client's selected database. */
  public Database db() {
    return keyspace.database(client.db());
  }

  // ---- reading

  /** The value at the key in argument i, or null when there is none; another type is an error. */
  public <T extends Value> @Nullable T find(int i, Class<T> type) {
    Entry entry = entry(i);
    return entry == null ? null : cast(entry, type);
  }

  /** The entry at the key in argument i, counted as a hit or a miss. */
  public @Nullable Entry entry(int i) {
    Entry entry = look(i);
    if (entry != null) {
      touch(entry);
    }
    return entry;
  }

  /** The entry of a key that is no argument, counted as a hit or a miss. */
  public @Nullable Entry entry(byte[] key) {
    Entry entry = db().find(key, 0, key.length, now);
    count(entry, key, 0, key.length);
    if (entry != null) {
      touch(entry);
    }
    return entry;
  }

  /** The entry at the key in argument i, counted as a hit or a miss; no clock is set. */
  public @Nullable Entry look(int i) {
    Entry entry = peek(i);
    count(entry, args.array(i), args.offset(i), args.length(i));
    return entry;
  }

  /** As {@link #look}, but nobody hears of a miss: it is about the key, not about its value. */
  public @Nullable Entry inspect(int i) {
    Entry entry = peek(i);
    count(entry);
    return entry;
  }

  private void count(@Nullable Entry entry, byte[] a, int off, int len) {
    count(entry);
    if (entry == null) {
      signals.missed(db(), a, off, len);
    }
  }

  private void count(@Nullable Entry entry) {
    if (entry == null) {
      lookups.miss();
    } else {
      lookups.hit();
    }
  }

  /** The entry at the key in argument i; nothing is counted, no clock is set. */
  public @Nullable Entry peek(int i) {
    return peek(db(), i);
  }

  /**
   * The entry in a database of choice at the key in argument i; nothing is counted, no clock is
   * set.
   */
  public @Nullable Entry peek(Database database, int i) {
    return database.find(args.array(i), args.offset(i), args.length(i), now);
  }

  /** Sets the access clock of an entry, unless this client asked for that not to be done. */
  public void touch(Entry entry) {
    if (!client.noTouch()) {
      keyspace.access(entry, now);
    }
  }

  /**
   * The entry for a change to its value: its access clock is set, hits and misses are not counted.
   */
  public @Nullable Entry forWrite(int i) {
    return forWrite(db(), i);
  }

  /** As {@link #forWrite(int)}, in a database of choice. */
  public @Nullable Entry forWrite(Database database, int i) {
    Entry entry = peek(database, i);
    if (entry != null) {
      touch(entry);
    }
    return entry;
  }

  /** The entry's value as this type; another type is an error. */
  public static <T extends Value> T cast(Entry entry, Class<T> type) {
    Value value = entry.value();
    if (!type.isInstance(value)) {
      throw Err.WRONG_TYPE;
    }
    return type.cast(value);
  }

  /**
   * Says that the keys in argument {@code first} and every {@code step}-th from there are looked up
   * next.
   */
  public void prefetch(int first, int step) {
    Database db = db();
    if (args.count() < first + FEWEST_PREFETCHED * step || !Prefetch.pays(db)) {
      return;
    }
    for (int i = first; i < args.count(); i += step) {
      prefetch.add(db, args.array(i), args.offset(i), args.length(i));
    }
    prefetch.run(db);
  }

  // ---- changing

  /** Sets the key in argument i to a value without an expiry. */
  public Entry put(int i, Value value) {
    return put(i, value, Entry.NO_EXPIRY);
  }

  /** Sets the key in argument i to a value; {@code expireAt} as {@link Database#put} takes it. */
  public Entry put(int i, Value value, long expireAt) {
    return put(db(), i, value, expireAt);
  }

  /** Sets the key in argument i to a value, in a database of choice. */
  public Entry put(Database database, int i, Value value, long expireAt) {
    byte[] a = args.array(i);
    int off = args.offset(i);
    int len = args.length(i);
    boolean fresh = isNewToListeners(database, i);
    Entry entry = database.put(a, off, len, value, expireAt, now);
    if (fresh) {
      alsoChanged(database, i, Event.NEW);
    }
    return entry;
  }

  /**
   * Sets the key in argument i to the string in argument {@code value}; {@code expireAt} as {@link
   * Database#put} takes it.
   */
  public Entry putString(int i, int value, long expireAt) {
    if (args.hasOwn(value)) {
      return put(i, StringValue.of(args.take(value)), expireAt);
    }
    boolean fresh = isNewToListeners(db(), i);
    Entry entry =
        db().putString(
                args.array(i),
                args.offset(i),
                args.length(i),
                args.array(value),
                args.offset(value),
                args.length(value),
                expireAt,
                now);
    if (fresh) {
      alsoChanged(db(), i, Event.NEW);
    }
    return entry;
  }

  private boolean isNewToListeners(Database database, int i) {
    return signals.hearsOfNew() && peek(database, i) == null;
  }

  /** Gives an entry of the selected database another value; its expiry stays. */
  public void replace(Entry entry, Value value) {
    db().replace(entry, value);
  }

  /** Gives an entry of the selected database that holds a string a number; its expiry stays. */
  public void replace(Entry entry, long number) {
    db().replace(entry, number);
  }

  /**
   * The entry of the collection at the key in argument i, to be changed in place: made, empty, when
   * there is none; another type is an error. Nothing may fail before {@link #edited}.
   */
  public <T extends Value> Entry edit(int i, Class<T> type, Supplier<T> create) {
    Entry entry = forWrite(i);
    if (entry == null) {
      entry = put(i, create.get());
    } else {
      cast(entry, type);
    }
    db().edit(entry);
    return entry;
  }

  /** As {@link #edit(int, Class, Supplier)}; null when there is no such key. */
  public <T extends Value> @Nullable Entry edit(int i, Class<T> type) {
    Entry entry = forWrite(i);
    if (entry != null) {
      cast(entry, type);
      db().edit(entry);
    }
    return entry;
  }

  /**
   * Ends what {@link #edit} began: {@code n} changes of this kind, 0 for none. A collection that is
   * empty now is removed with its key.
   */
  public void edited(int i, Entry entry, Event event, int n) {
    db().edited(entry);
    if (n > 0) {
      changes += n - 1;
      changed(i, event);
    }
    if (entry.value().isEmpty()) {
      db().remove(entry);
      if (n > 0) {
        alsoChanged(db(), i, Event.DEL);
      }
    }
  }

  /** Removes the key in argument i; false when there was none. */
  public boolean delete(int i) {
    boolean gone = db().remove(args.array(i), args.offset(i), args.length(i), now) != null;
    if (gone) {
      changed(i, Event.DEL);
    }
    return gone;
  }

  /** Says what happened to the key in argument i: one change. */
  public void changed(int i, Event event) {
    changed(db(), i, event);
  }

  /** Says what happened to the key in argument i, in a database of choice: one change. */
  public void changed(Database database, int i, Event event) {
    changes++;
    alsoChanged(database, i, event);
  }

  /**
   * Says what happened to the key in argument i that leaves its value as it is for those who watch
   * it: one change.
   */
  public void told(int i, Event event) {
    changes++;
    signals.told(db(), args.array(i), args.offset(i), args.length(i), event);
  }

  /** Says what else the same change did, to that key or another; it is not counted again. */
  public void alsoChanged(Database database, int i, Event event) {
    signals.changed(client, database, args.array(i), args.offset(i), args.length(i), event);
  }

  /** Says that {@code n} keys that are no arguments were changed, as FLUSHALL does. */
  public void changedUnnamed(int n) {
    changes += n;
  }

  /** Removes all keys of a database, or of all for a negative index. */
  public void flush(int db) {
    signals.flushing(i -> db < 0 || i == db, now);
    long gone = db < 0 ? keyspace.flushAll() : keyspace.database(db).flush();
    changedUnnamed((int) Math.min(gone, Integer.MAX_VALUE / 2));
    forced = true; // whoever follows the stream forgets what it has, whatever we have
  }

  /** Exchanges the contents of two databases. */
  public void swap(int i, int j) {
    signals.swapping(i, j, now);
    keyspace.swap(i, j);
    signals.swapped(i, j);
    changedUnnamed(1);
  }

  /** The number of changes so far. */
  public int changes() {
    return changes;
  }

  // ---- effects

  /** Journals this command in place of the one that was called. */
  public void effect(byte[]... words) {
    ownEffects = true;
    effects.add(client.db(), words);
  }

  /** As {@link #effect(byte[]...)}, where the words are made only if there is a journal. */
  public void effect(Supplier<byte[][]> words) {
    ownEffects = true;
    effects.add(client.db(), words);
  }

  /** Journals {@code name key argument...}, the key being argument i. */
  public void effect(String name, int i, byte[]... rest) {
    var words = new byte[rest.length + 2][];
    words[0] = ascii(name);
    words[1] = args.copy(i);
    System.arraycopy(rest, 0, words, 2, rest.length);
    effect(words);
  }

  /** Journals nothing for this command. */
  public void noEffect() {
    ownEffects = true;
  }

  // ---- waiting

  /**
   * Has the client wait until one of its keys becomes ready or its time is up; inside a transaction
   * or a script its time is up at once.
   */
  public void block(BlockedOn what, ReplyWriter out) {
    if (client.mayBlock()) {
      client.block(what);
    } else {
      what.onTimeout().accept(out);
    }
  }

  // ---- outside

  /** Has the client's thread do something outside the lock, which then writes the reply. */
  public void outside(Outside work) {
    client.outside(work);
  }

  /** Ends the execution: what it changed goes to the stream of effects. */
  public void end() {
    if (changes > 0 || forced) {
      effects.changed(changes);
      if (!ownEffects) {
        effects.add(client.db(), args);
      }
    }
  }

  /** A number as an argument of an effect. */
  public static byte[] ascii(long number) {
    return ascii(Long.toString(number));
  }

  /** A word as an argument of an effect. */
  public static byte[] ascii(String word) {
    return word.getBytes(StandardCharsets.ISO_8859_1);
  }
}
