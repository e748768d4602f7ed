package dev.heddle.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link HashTable} holds: a key and the link to the next node of its bucket, 16 bytes with
 * compact object headers. The hash is not kept: it is cheaper to compute than to store.
 */
public abstract class Node {
  /**
   * The key, or a {@link Frame} that it lies in: the same for all nodes of a table. The key is
   * never changed, by nobody.
   */
  protected final byte[] key;

  @Nullable Node next;

  protected Node(byte[] key) {
    this.key = key;
  }

  final boolean hasKey(byte[] a, int off, int len) {
    return key.length == len && Arrays.equals(key, 0, len, a, off, off + len);
  }
}
