package dev.heddle.resp;

import java.nio.ByteBuffer;

/**
 * The bytes of a connection that have been read and are still needed.
 *
 * <pre>
 * bytes  |......| kept, parsed | received | room |
 *               start          position   end
 * </pre>
 *
 * <p>It holds 1 KB while little arrives, 16 KB and then 64 KB once reads fill it, and more only for
 * what one command needs. Sizes come back when it is empty: above 64 KB at once, else when the
 * largest of the last 32 reads would have done with less.
 */
final class ReceiveBuffer {
  private static final int SMALL = 1 << 10;
  private static final int NORMAL = 16 << 10;
  private static final int WINDOW = 64 << 10;
  private static final int MAX = 1 << 30;
  private static final int OBSERVED = 32; // reads

  byte[] bytes = new byte[SMALL];
  int start; // of what must be kept: the arguments of the unfinished command
  int position; // of the next byte to parse
  int end; // of what was received
  private ByteBuffer window = ByteBuffer.wrap(bytes);
  private int reads;
  private int largest;
  private boolean filled;

  /** Room for the next read, at least one byte and, if it can be, what is wanted. */
  ByteBuffer room() {
    return window.limit(bytes.length).position(end);
  }

  /** So many bytes were read into {@link #room}. */
  void received(int n) {
    filled = n == bytes.length - end;
    largest = Math.max(largest, n);
    reads++;
    end += n;
  }

  /** Whether nothing in it is needed any more. */
  boolean isEmpty() {
    return start == end;
  }

  /**
   * Starts over at the front of an empty buffer, of a size that fits what arrived lately. Says
   * whether it is a smaller one than before.
   */
  boolean restart() {
    start = end;
    position = end;
    int length = bytes.length;
    int size = length > WINDOW ? NORMAL : filled && length < WINDOW ? larger() : length;
    if (reads >= OBSERVED) {
      size = Math.min(size, fitting());
      reads = 0;
      largest = 0;
    }
    move(size);
    return size < length;
  }

  /** Makes room for so many bytes; says by how much the content has moved to the front. */
  int makeRoom(int wanted) {
    int size = bytes.length;
    if (size - end >= Math.max(wanted, Math.min(size / 4, NORMAL))) {
      return 0;
    }
    int kept = end - start;
    long needed = (long) kept + Math.max(wanted, Math.min(size / 2, NORMAL));
    if (needed > size || (filled && size < WINDOW)) {
      size = (int) Math.max(larger(), Math.min(MAX, needed));
    }
    if (kept + (long) wanted > size) {
      throw new ProtocolError("too big request");
    }
    int distance = start;
    move(size);
    return distance;
  }

  private void move(int size) {
    int kept = end - start;
    byte[] old = bytes;
    if (size != old.length) {
      bytes = new byte[size];
      window = ByteBuffer.wrap(bytes);
    }
    System.arraycopy(old, start, bytes, 0, kept);
    position -= start;
    start = 0;
    end = kept;
    filled = false;
  }

  private int larger() {
    int length = bytes.length;
    return length < NORMAL ? NORMAL : length < WINDOW ? WINDOW : Math.min(MAX, 2 * length);
  }

  private int fitting() {
    return largest <= SMALL / 2 ? SMALL : largest <= NORMAL / 2 ? NORMAL : WINDOW;
  }
}
