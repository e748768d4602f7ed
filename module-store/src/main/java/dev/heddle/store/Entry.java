package dev.heddle.store;

import org.jspecify.annotations.Nullable;

/**
 * A key of a database with its value, as a look-up found it: a view, which costs nothing to keep
 * and is good until the key is removed.
 *
 * <p>The entry of a key that was removed still has the key, and the value of that time.
 */
public final class Entry {
  /** The expiry time of an entry that has none. */
  public static final long NO_EXPIRY = -1;

  private final KeyTable table;

  // Where the key is in the table, as was found last.
  private int number;
  private byte[] frame;
  private @Nullable Object held;

  Entry(KeyTable table, int number, byte[] frame, @Nullable Object held) {
    this.table = table;
    this.number = number;
    this.frame = frame;
    this.held = held;
  }

  /** A copy of the key. */
  public byte[] key() {
    return Frame.key(frame);
  }

  /** Bytes of the key. */
  public int keyLength() {
    return Frame.keyLength(frame);
  }

  /** The value, good until it is changed or replaced. */
  public Value value() {
    Value own = besideFrame();
    return own == null ? KeyFrame.value(frame) : own;
  }

  /** When the entry expires, in milliseconds since 1970; {@link #NO_EXPIRY}: never. */
  public long expireAt() {
    Expiry expiry = expiry();
    return expiry == null ? NO_EXPIRY : expiry.at;
  }

  /** Whether the time of the entry is over; in its last millisecond it still lives. */
  public boolean expired(long now) {
    return held instanceof Expiry expiry && now > expiry.at;
  }

  /** What the queue has of it; null when it does not expire. */
  @Nullable Expiry expiry() {
    locate();
    return held instanceof Expiry expiry ? expiry : null;
  }

  byte[] frame() {
    return frame;
  }

  int access() {
    locate();
    return KeyFrame.access(frame);
  }

  void access(int access) {
    locate();
    KeyFrame.access(frame, access);
  }

  /** Notes that the entry is used. */
  void used(AccessClock clock, long now) {
    locate();
    KeyFrame.access(frame, clock.used(KeyFrame.access(frame), now));
  }

  /** Gives the key another value. */
  void hold(Value fresh) {
    require(table);
    if (besideFrame() == null || fresh.embeds()) {
      int at = Frame.keyAt(frame);
      byte[] other = KeyFrame.of(frame, at, keyLength(), fresh, KeyFrame.access(frame));
      table.replace(number, other);
      frame = other;
    }
    Value beside = KeyFrame.beside(fresh);
    if (held instanceof Expiry expiry) {
      expiry.value = beside;
    } else {
      held = beside;
    }
    table.hold(number, frame, held);
  }

  /** Gives the key an expiry time, which knows then where it belongs, or takes it. */
  void expiry(@Nullable Expiry expiry) {
    require(table);
    Value beside = besideFrame();
    if (expiry == null) {
      held = beside;
    } else {
      expiry.value = beside;
      held = expiry;
    }
    table.hold(number, frame, held);
  }

  /** Removes the key from the table. */
  void remove() {
    require(table);
    table.remove(number);
  }

  /**
   * Makes sure that the key is in a table.
   *
   * @throws IllegalStateException if it is not, or no longer
   */
  @SuppressWarnings("ReferenceEquality") // this very table
  void require(KeyTable expected) {
    locate();
    if (table != expected || !table.has(number, frame)) {
      throw new IllegalStateException("not an entry of this table");
    }
  }

  private @Nullable Value besideFrame() {
    locate();
    return Expiry.valueIn(held);
  }

  /** Looks again where the key is, if something else was changed since it was found. */
  private void locate() {
    if (table.has(number, frame)) {
      held = table.held(number, frame);
      return;
    }
    Entry now = table.find(frame, Frame.keyAt(frame), keyLength());
    if (now != null) {
      number = now.number;
      frame = now.frame;
      held = now.held;
    }
  }

  /** Bytes on the heap, with key and value. */
  long memory(Sizes sizes) {
    Value beside = besideFrame();
    return sizes.bytes(frame.length)
        + (held instanceof Expiry ? Expiry.memory(sizes) : 0)
        + (beside == null ? 0 : beside.memory(sizes));
  }
}
