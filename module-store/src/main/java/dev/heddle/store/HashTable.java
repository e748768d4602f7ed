package dev.heddle.store;

import java.util.ConcurrentModificationException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A hash table by linear hashing: it grows and shrinks by one bucket at a time, so that no
 * operation ever waits for a rehash, however large the table is.
 *
 * <p>W. Litwin: Linear hashing: a new tool for file and table addressing, 1980. With {@code n}
 * buckets and {@code low} the largest power of two not above {@code n}, a key whose hash is {@code
 * h} is in bucket {@code h mod 2*low} if there is such a bucket, else in {@code h mod low}:
 *
 * <pre>
 *   bucket    0 .. n-low-1      n-low .. low-1      low .. n-1
 *             split already     not yet split       split off 0 .. n-low-1
 *   depth     log2(low) + 1     log2(low)           log2(low) + 1     bits of the hash
 * </pre>
 *
 * <p>The table gets a bucket, split off bucket {@code n-low}, by each insertion that leaves more
 * elements than buckets, and loses up to four by a removal that leaves fewer than one element for
 * four buckets.
 *
 * <p>A scan's cursor is a position among the 32 low bits of all hashes, <em>read backwards</em>. In
 * that order a bucket of depth {@code d} holds exactly one aligned interval of length {@code
 * 2^(32-d)}; splitting a bucket cuts its interval in two halves and merging joins them again. What
 * is before the cursor was delivered and what is behind it was not, whatever the table did in the
 * meantime: an element that stays in the table is delivered exactly once.
 */
public final class HashTable<N extends Node> {
  private static final int FEWEST = 4;
  private static final int MOST = 1 << 30;
  private static final int MERGES = 4;
  private static final int POSITION_BITS = 32;
  private static final long POSITIONS = 1L << POSITION_BITS;

  /** Chains up to this length are sampled with equal chances; longer ones are all but unknown. */
  private static final int CHAIN = 8;

  private final SipHash hash;

  /** Whether the arrays of nodes are a {@link Frame} each, and not just the key. */
  private final boolean framed;

  private Slots<Node> buckets;
  private long size;

  public HashTable(SipHash hash) {
    this(hash, /* framed= */ false);
  }

  private HashTable(SipHash hash, boolean framed) {
    this.hash = hash;
    this.framed = framed;
    this.buckets = empty();
  }

  /** A table of nodes whose array is a {@link Frame} each, with the key in it. */
  static <N extends Node> HashTable<N> ofFrames(SipHash hash) {
    return new HashTable<>(hash, /* framed= */ true);
  }

  public long size() {
    return size;
  }

  /** An empty table that finds and hashes keys as this one does. */
  <M extends Node> HashTable<M> alike() {
    return new HashTable<>(hash, framed);
  }

  /** The hash of a key, for the methods that take it to save computing it again. */
  long hash(byte[] a, int off, int len) {
    return hash.hash(a, off, len);
  }

  /** The element with this key, or null. */
  public @Nullable N find(byte[] a, int off, int len) {
    return find(hash(a, off, len), a, off, len);
  }

  @Nullable N find(long h, byte[] a, int off, int len) {
    for (Node n = buckets.get(bucket(h)); n != null; n = n.next) {
      if (framed ? Frame.hasKey(n.key, a, off, len) : n.hasKey(a, off, len)) {
        return element(n);
      }
    }
    return null;
  }

  /** Whether there is an element with the key of a node, which may be one of a table like this. */
  boolean has(long h, Node node) {
    byte[] key = node.key;
    return framed
        ? find(h, key, Frame.keyAt(key), Frame.keyLength(key)) != null
        : find(h, key, 0, key.length) != null;
  }

  /** The bucket of a key, until the table changes. */
  int bucketOf(byte[] a, int off, int len) {
    return bucket(hash(a, off, len));
  }

  /** The first element of a bucket's chain, or null. */
  @Nullable N head(int bucket) {
    Node head = buckets.get(bucket);
    return head == null ? null : element(head);
  }

  /** Adds an element whose key is not in the table. */
  public void add(N element) {
    add(hash(element), element);
  }

  /**
   * Gives a table that is still empty the buckets that so many elements need, which then never
   * move; but no more than {@code most} at once.
   *
   * @return whether nothing is left to do
   */
  boolean reserve(long elements, int most) {
    long wanted = size > 0 ? 0 : Math.min(elements, MOST);
    for (int i = 0; i < most && buckets.length() < wanted; i++) {
      buckets.push(null);
    }
    return buckets.length() >= wanted;
  }

  void add(long h, N element) {
    int bucket = bucket(h);
    element.next = buckets.get(bucket);
    buckets.set(bucket, element);
    if (++size > buckets.length() && buckets.length() < MOST) {
      split();
    }
  }

  /** Removes and returns the element with this key; null when there is none. */
  public @Nullable N remove(byte[] a, int off, int len) {
    long h = hash(a, off, len);
    N element = find(h, a, off, len);
    if (element != null) {
      remove(h, element);
    }
    return element;
  }

  /**
   * Removes an element.
   *
   * @throws IllegalStateException if it is not in the table
   */
  public void remove(N element) {
    remove(hash(element), element);
  }

  /**
   * Puts {@code fresh} in the place of {@code old}, which has the same key.
   *
   * @throws IllegalStateException if {@code old} is not in the table
   */
  public void replace(N old, N fresh) {
    replace(hash(old), old, fresh);
  }

  void replace(long h, N old, N fresh) {
    relink(h, old, fresh);
    fresh.next = old.next;
    old.next = null;
  }

  /** Forgets all elements, at once. */
  public void clear() {
    buckets = empty();
    size = 0;
  }

  /** An element chosen with equal chances; null when there is none. */
  public @Nullable N random(RandomGenerator random) {
    while (size > 0) {
      Node head = buckets.get(random.nextInt(buckets.length()));
      int length = length(head);
      int chosen = random.nextInt(Math.max(length, CHAIN));
      if (chosen < length) {
        return element(nth(head, chosen));
      }
    }
    return null;
  }

  /**
   * Gives up to {@code count} elements from neighbouring buckets: cheaper than as many calls of
   * {@link #random}, and as good where a rough sample will do. May give fewer.
   */
  void sample(RandomGenerator random, int count, Consumer<? super N> out) {
    int bucket = random.nextInt(buckets.length());
    int left = count;
    for (int i = Math.min(10 * count, buckets.length()); i > 0 && left > 0; i--) {
      for (Node n = buckets.get(bucket); n != null && left > 0; n = n.next, left--) {
        out.accept(element(n));
      }
      bucket = bucket + 1 == buckets.length() ? 0 : bucket + 1;
    }
  }

  /**
   * Gives the elements of the bucket at {@code cursor} and returns the next cursor, which is below
   * 2^32; 0 starts, and 0 means that this was the last. The table must not be changed by {@code
   * out}; between two calls anything may happen to it.
   *
   * @throws ConcurrentModificationException if {@code out} added or removed elements
   */
  public long scan(long cursor, Consumer<? super N> out) {
    long position = cursor & (POSITIONS - 1);
    int bucket = bucket(Integer.reverse((int) position));
    long width = POSITIONS >>> depth(bucket);
    long start = position & -width;
    long before = size;
    for (Node n = buckets.get(bucket); n != null; n = n.next) {
      if (position == start || position(n) >= position) {
        out.accept(element(n));
        requireSize(before);
      }
    }
    return (start + width) & (POSITIONS - 1);
  }

  /**
   * Gives every element; the table must not be changed meanwhile.
   *
   * @throws ConcurrentModificationException if {@code out} added or removed elements
   */
  public void forEach(Consumer<? super N> out) {
    long before = size;
    for (int bucket = 0; bucket < buckets.length(); bucket++) {
      for (Node n = buckets.get(bucket); n != null; n = n.next) {
        out.accept(element(n));
        requireSize(before);
      }
    }
  }

  /** Where a scan meets a key with this hash: it was delivered when the cursor is behind. */
  static long position(long h) {
    return Integer.toUnsignedLong(Integer.reverse((int) h));
  }

  /** Bytes on the heap, without the elements. */
  public long memory(Sizes sizes) {
    return sizes.object(2, Long.BYTES + 1) + buckets.memory(sizes);
  }

  int buckets() {
    return buckets.length();
  }

  private static Slots<Node> empty() {
    var slots = new Slots<Node>();
    for (int i = 0; i < FEWEST; i++) {
      slots.push(null);
    }
    return slots;
  }

  private int bucket(long h) {
    int count = buckets.length();
    int low = Integer.highestOneBit(count);
    int bucket = (int) h & (2 * low - 1);
    return bucket < count ? bucket : bucket - low;
  }

  private int depth(int bucket) {
    int count = buckets.length();
    int low = Integer.highestOneBit(count);
    boolean split = bucket < count - low || bucket >= low;
    return Integer.numberOfTrailingZeros(low) + (split ? 1 : 0);
  }

  private long position(Node n) {
    return position(hash(n));
  }

  /** The hash of a node's key. */
  long hash(Node n) {
    return framed
        ? hash.hash(n.key, Frame.keyAt(n.key), Frame.keyLength(n.key))
        : hash.hash(n.key, 0, n.key.length);
  }

  private void split() {
    int fresh = buckets.length();
    int low = Integer.highestOneBit(fresh);
    Node stays = null;
    Node goes = null;
    for (Node n = buckets.get(fresh - low); n != null; ) {
      Node next = n.next;
      if ((hash(n) & low) == 0) {
        n.next = stays;
        stays = n;
      } else {
        n.next = goes;
        goes = n;
      }
      n = next;
    }
    buckets.set(fresh - low, stays);
    buckets.push(goes);
  }

  private void shrink() {
    for (int i = 0; i < MERGES; i++) {
      if (buckets.length() <= FEWEST || size * 4 >= buckets.length()) {
        return;
      }
      merge();
    }
  }

  private void merge() {
    int last = buckets.length() - 1;
    Node head = buckets.get(last);
    if (head != null) {
      int into = last - Integer.highestOneBit(last);
      Node tail = head;
      while (tail.next != null) {
        tail = tail.next;
      }
      tail.next = buckets.get(into);
      buckets.set(into, head);
    }
    buckets.pop();
  }

  private void remove(long h, N element) {
    relink(h, element, element.next);
    element.next = null;
    size--;
    shrink();
  }

  /** Makes the link that leads to {@code old} lead to {@code by}. */
  @SuppressWarnings("ReferenceEquality") // this very object
  private void relink(long h, N old, @Nullable Node by) {
    int bucket = bucket(h);
    Node before = null;
    Node n = buckets.get(bucket);
    while (n != null && n != old) {
      before = n;
      n = n.next;
    }
    if (n == null) {
      throw new IllegalStateException("not an element of this table");
    }
    if (before == null) {
      buckets.set(bucket, by);
    } else {
      before.next = by;
    }
  }

  private void requireSize(long before) {
    if (size != before) {
      throw new ConcurrentModificationException("the table was changed while it was walked");
    }
  }

  private static int length(@Nullable Node head) {
    int length = 0;
    for (Node n = head; n != null; n = n.next) {
      length++;
    }
    return length;
  }

  private static Node nth(@Nullable Node head, int index) {
    Node n = head;
    for (int i = 0; n != null; i++, n = n.next) {
      if (i == index) {
        return n;
      }
    }
    throw new IndexOutOfBoundsException(index);
  }

  @SuppressWarnings("unchecked") // add() and replace() take nothing else
  private N element(Node n) {
    return (N) n;
  }
}
