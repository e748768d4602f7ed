package dev.heddle.store;

import java.util.ConcurrentModificationException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A hash table of nodes, by {@link LinearHashing}. */
public final class HashTable<N extends Node> implements Walkable<N> {
  /** Chains up to this length are sampled with equal chances; longer ones are all but unknown. */
  private static final int CHAIN = 8;

  /** Most buckets have no more nodes. */
  private static final int MOST_TOUCHED = 2;

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

  @Override
  public <M extends Node> HashTable<M> ofKeys() {
    return new HashTable<>(hash);
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
    for (Node n = first(h); n != null; n = n.next) {
      if (framed ? Frame.hasKey(n.key, a, off, len) : n.hasKey(a, off, len)) {
        return element(n);
      }
    }
    return null;
  }

  // ---- looking up in two steps: see Prefetch

  /** The first node of the bucket of a hash. */
  @Nullable Node first(long h) {
    return buckets.get(bucket(h));
  }

  /** Reads a little of the first nodes of a bucket; gives what depends on that. */
  static int touch(@Nullable Node first) {
    int sum = 0;
    int nodes = 0;
    for (Node n = first; n != null && nodes < MOST_TOUCHED; n = n.next) {
      sum += n.key.length;
      nodes++;
    }
    return sum;
  }

  /** Adds an element whose key is not in the table. */
  public void add(N element) {
    add(hash(element), element);
  }

  void add(long h, N element) {
    int bucket = bucket(h);
    element.next = buckets.get(bucket);
    buckets.set(bucket, element);
    if (++size > buckets.length() && buckets.length() < LinearHashing.MOST) {
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
   * Puts {@code fresh} in the place of {@code old}, which has the same key; {@code h} is its hash.
   *
   * @throws IllegalStateException if {@code old} is not in the table
   */
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
   * Gives the elements of the bucket at {@code cursor} and returns the next cursor, which is below
   * 2^32; 0 starts, and 0 means that this was the last. The table must not be changed by {@code
   * out}; between two calls anything may happen to it.
   *
   * @throws ConcurrentModificationException if {@code out} added or removed elements
   */
  @Override
  public long scan(long cursor, Consumer<? super N> out) {
    int count = buckets.length();
    long position = LinearHashing.ofCursor(cursor);
    boolean whole = position == LinearHashing.start(position, count);
    long before = size;
    Node n = buckets.get(LinearHashing.bucketAt(position, count));
    for (; n != null; n = n.next) {
      if (whole || LinearHashing.position(hash(element(n))) >= position) {
        out.accept(element(n));
        requireSize(before);
      }
    }
    return LinearHashing.next(position, count);
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

  /** Bytes on the heap, without the elements. */
  public long memory(Sizes sizes) {
    return sizes.object(2, Long.BYTES + 1) + buckets.memory(sizes);
  }

  int buckets() {
    return buckets.length();
  }

  private static Slots<Node> empty() {
    var slots = new Slots<Node>();
    for (int i = 0; i < LinearHashing.FEWEST; i++) {
      slots.push(null);
    }
    return slots;
  }

  private int bucket(long h) {
    return LinearHashing.bucket(h, buckets.length());
  }

  @Override
  public long hash(N n) {
    return hash.hash(n.key, keyAt(n), keyLength(n));
  }

  @Override
  public byte[] array(N n) {
    return n.key;
  }

  @Override
  public int keyAt(N n) {
    return framed ? Frame.keyAt(n.key) : 0;
  }

  @Override
  public int keyLength(N n) {
    return framed ? Frame.keyLength(n.key) : n.key.length;
  }

  private void split() {
    int fresh = buckets.length();
    int low = Integer.highestOneBit(fresh);
    Node stays = null;
    Node goes = null;
    for (Node n = buckets.get(fresh - low); n != null; ) {
      Node next = n.next;
      if ((hash(element(n)) & low) == 0) {
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
    for (int i = 0; i < LinearHashing.MERGES; i++) {
      if (!LinearHashing.sparse(size, buckets.length())) {
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
