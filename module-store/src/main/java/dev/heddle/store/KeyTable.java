package dev.heddle.store;

import java.util.ConcurrentModificationException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a database, by {@link LinearHashing}: as {@link HashTable}, but its buckets hold
 * numbers, not references.
 *
 * <pre>
 *   buckets   .  2  .  .  1     a link to the first key of each bucket
 *   number    1  2  3  4        in the order in which the keys came
 *   links     3  4  .  .        a link to the next key of the bucket
 *   frames    f  f  f  f        the {@link KeyFrame}
 *   held      .  v  .  e        the value, or an {@link Expiry} with it, where the frame is not all
 *
 * Link --> Number Hash          32 bits each; the hash is that of the key it leads to; 0: none
 * </pre>
 *
 * <p>That is for the collector's sake, which must find all new objects that old ones refer to: here
 * they stand one behind the other at the end of two arrays, where in a table of nodes each is
 * behind a reference at a random place. And most keys are one object, so that there is less to
 * move. The hash in a link spares looking at another key, and splitting a bucket at any.
 *
 * <p>The numbers have no gaps: where a key is removed, the last one takes its number.
 */
final class KeyTable implements Walkable<Entry> {
  private static final long NO_LINK = 0;

  private final SipHash hash;
  private final LongSlots buckets = new LongSlots();
  private final LongSlots links = new LongSlots();
  private final Slots<byte[]> frames = new Slots<>();
  private final Slots<Object> held = new Slots<>();

  KeyTable(SipHash hash) {
    this.hash = hash;
    for (int i = 0; i < LinearHashing.FEWEST; i++) {
      buckets.push(NO_LINK);
    }
  }

  int size() {
    return frames.length();
  }

  /** The hash of a key, for the methods that take it to save computing it again. */
  long hash(byte[] a, int off, int len) {
    return hash.hash(a, off, len);
  }

  /** The entry of a key, or null. */
  @Nullable Entry find(long h, byte[] a, int off, int len) {
    for (long link = first(h); link != NO_LINK; link = next(link)) {
      if (leadsTo(link, h)) {
        byte[] frame = frame(numberOf(link));
        if (Frame.hasKey(frame, a, off, len)) {
          return new Entry(this, numberOf(link), frame, held(numberOf(link), frame));
        }
      }
    }
    return null;
  }

  @Nullable Entry find(byte[] a, int off, int len) {
    return find(hash(a, off, len), a, off, len);
  }

  /** The entry of the key with a number. */
  Entry entry(int number) {
    byte[] frame = frame(number);
    return new Entry(this, number, frame, held(number, frame));
  }

  /** Whether a key has this number and this frame. */
  @SuppressWarnings("ReferenceEquality") // this very array
  boolean has(int number, byte[] frame) {
    return number <= size() && frames.get(number - 1) == frame;
  }

  /** What is kept of the key with a number besides its frame: an {@link Expiry}, a value, null. */
  @Nullable Object held(int number, byte[] frame) {
    return KeyFrame.isBare(frame) ? null : held.get(number - 1);
  }

  // ---- looking up in three steps, each of which waits for memory once or twice: see Prefetch

  /** The number of the key with a hash, for the steps that follow; 0: there is none. */
  int number(long h) {
    long link = first(h);
    while (link != NO_LINK && !leadsTo(link, h)) {
      link = next(link);
    }
    return numberOf(link);
  }

  /** Reads where the frame of a key is. */
  boolean touchSlot(int number) {
    return number != 0 && frames.get(number - 1) != null;
  }

  /** Reads a little of the frame of a key; gives the value, where that is not in it. */
  @Nullable Value touch(int number) {
    return number == 0 ? null : Expiry.valueIn(held(number, frame(number)));
  }

  /**
   * Gives a table that is still empty the buckets that so many keys need, which then never move;
   * but no more than {@code most} at once.
   *
   * @return whether nothing is left to do
   */
  boolean reserve(long keys, int most) {
    long wanted = size() > 0 ? 0 : Math.min(bucketsFor(keys), LinearHashing.MOST);
    for (int i = 0; i < most && buckets.length() < wanted; i++) {
      buckets.push(NO_LINK);
    }
    return buckets.length() >= wanted;
  }

  /** Adds a key that is not in the table. */
  Entry add(long h, byte[] frame, @Nullable Object kept) {
    int number = size() + 1;
    int bucket = bucket(h);
    links.push(buckets.get(bucket));
    frames.push(frame);
    held.push(null);
    hold(number, frame, kept);
    buckets.set(bucket, link(number, h));
    if (bucketsFor(size()) > buckets.length() && buckets.length() < LinearHashing.MOST) {
      split();
    }
    return new Entry(this, number, frame, kept);
  }

  /** Two for three keys: what is behind a link that leads elsewhere is only another link. */
  static long bucketsFor(long keys) {
    return keys / 3 * 2 + keys % 3 * 2 / 3;
  }

  /** Puts another frame of the same key in the place of the one that it has. */
  void replace(int number, byte[] fresh) {
    frames.set(number - 1, fresh);
  }

  /** Keeps what is not in the frame; null: everything is. */
  void hold(int number, byte[] frame, @Nullable Object kept) {
    held.set(number - 1, kept);
    KeyFrame.bare(frame, kept == null);
    if (kept instanceof Expiry expiry) {
      expiry.number = number;
    }
  }

  /** Removes the key with a number, and gives that number to the last one. */
  void remove(int number) {
    int last = size();
    relink(number, links.get(number - 1));
    if (number != last) {
      byte[] moved = frame(last);
      relink(last, link(number, hash(moved)));
      links.set(number - 1, links.get(last - 1));
      frames.set(number - 1, moved);
      hold(number, moved, held(last, moved));
    }
    links.pop();
    frames.pop();
    held.pop();
    for (int i = 0; i < LinearHashing.MERGES; i++) {
      if (LinearHashing.sparse(size(), buckets.length())) {
        merge();
      }
    }
  }

  /** An entry chosen with equal chances; null when there is none. */
  @Nullable Entry random(RandomGenerator random) {
    return size() == 0 ? null : entry(1 + random.nextInt(size()));
  }

  @Override
  public long scan(long cursor, Consumer<? super Entry> out) {
    int count = buckets.length();
    long position = LinearHashing.ofCursor(cursor);
    boolean whole = position == LinearHashing.start(position, count);
    int before = size();
    long link = buckets.get(LinearHashing.bucketAt(position, count));
    for (; link != NO_LINK; link = next(link)) {
      if (whole || LinearHashing.position(link) >= position) {
        out.accept(entry(numberOf(link)));
        requireSize(before);
      }
    }
    return LinearHashing.next(position, count);
  }

  /**
   * Gives every entry; the table must not be changed meanwhile.
   *
   * @throws ConcurrentModificationException if {@code out} added or removed keys
   */
  void forEach(Consumer<? super Entry> out) {
    int before = size();
    for (int number = 1; number <= before; number++) {
      out.accept(entry(number));
      requireSize(before);
    }
  }

  /** Bytes on the heap, without the frames and what is held. */
  long memory(Sizes sizes) {
    return sizes.object(5, 0)
        + buckets.memory(sizes)
        + links.memory(sizes)
        + frames.memory(sizes)
        + held.memory(sizes);
  }

  int buckets() {
    return buckets.length();
  }

  @Override
  public long hash(Entry entry) {
    return hash(entry.frame());
  }

  @Override
  public byte[] array(Entry entry) {
    return entry.frame();
  }

  @Override
  public int keyAt(Entry entry) {
    return Frame.keyAt(entry.frame());
  }

  @Override
  public int keyLength(Entry entry) {
    return Frame.keyLength(entry.frame());
  }

  @Override
  public <M extends Node> HashTable<M> ofKeys() {
    return new HashTable<>(hash);
  }

  private byte[] frame(int number) {
    return Objects.requireNonNull(frames.get(number - 1));
  }

  private long hash(byte[] frame) {
    return hash.hash(frame, Frame.keyAt(frame), Frame.keyLength(frame));
  }

  private int bucket(long h) {
    return LinearHashing.bucket(h, buckets.length());
  }

  private long first(long h) {
    return buckets.get(bucket(h));
  }

  private long next(long link) {
    return links.get(numberOf(link) - 1);
  }

  private static long link(int number, long h) {
    return (long) number << Integer.SIZE | Integer.toUnsignedLong((int) h);
  }

  private static int numberOf(long link) {
    return (int) (link >>> Integer.SIZE);
  }

  private static boolean leadsTo(long link, long h) {
    return (int) link == (int) h;
  }

  private void split() {
    int fresh = buckets.length();
    int low = Integer.highestOneBit(fresh);
    long stays = NO_LINK;
    long goes = NO_LINK;
    for (long link = buckets.get(fresh - low); link != NO_LINK; ) {
      long next = next(link);
      if ((link & low) == 0) {
        links.set(numberOf(link) - 1, stays);
        stays = link;
      } else {
        links.set(numberOf(link) - 1, goes);
        goes = link;
      }
      link = next;
    }
    buckets.set(fresh - low, stays);
    buckets.push(goes);
  }

  private void merge() {
    int last = buckets.length() - 1;
    long head = buckets.get(last);
    if (head != NO_LINK) {
      int into = last - Integer.highestOneBit(last);
      long tail = head;
      while (next(tail) != NO_LINK) {
        tail = next(tail);
      }
      links.set(numberOf(tail) - 1, buckets.get(into));
      buckets.set(into, head);
    }
    buckets.pop();
  }

  /** Puts another link in the place of the one that leads to a key. */
  private void relink(int number, long to) {
    int bucket = bucket(hash(frame(number)));
    long link = buckets.get(bucket);
    if (numberOf(link) == number) {
      buckets.set(bucket, to);
      return;
    }
    while (numberOf(next(link)) != number) {
      link = next(link);
    }
    links.set(numberOf(link) - 1, to);
  }

  private void requireSize(int before) {
    if (size() != before) {
      throw new ConcurrentModificationException("the table was changed while it was walked");
    }
  }
}
