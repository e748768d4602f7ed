package dev.heddle.server.command;

import dev.heddle.resp.ReplyWriter;
import java.util.ArrayDeque;

/**
 * Messages in their order, of which the first may have left in part; guarded by the lock of the
 * {@link Outbox} that has it.
 */
final class MessageQueue {
  private static final int MOST_AT_ONCE = 64 << 10;

  /** A part of an array. */
  @SuppressWarnings("ArrayRecordComponent")
  record Batch(byte[] array, int from, int length) {
    static final Batch NOTHING = new Batch(new byte[0], 0, 0);
  }

  private final ArrayDeque<byte[]> messages = new ArrayDeque<>();
  private int begun; // bytes of the first message that have left
  private long bytes;
  private long added; // bytes of all messages ever

  void add(byte[] message) {
    messages.add(message);
    bytes += message.length;
    added += message.length;
  }

  /** Bytes that wait. */
  long bytes() {
    return bytes;
  }

  /** Messages that wait. */
  int size() {
    return messages.size();
  }

  /** The place behind all that has been added. */
  long end() {
    return added;
  }

  void clear() {
    messages.clear();
    begun = 0;
    bytes = 0;
  }

  /** Moves what was added before a place. */
  void moveTo(ReplyWriter out, long place) {
    while (bytes > 0 && added - bytes < place) {
      move(out);
    }
  }

  /** Moves the first messages: some 64 KB, or one that is larger. */
  void moveSome(ReplyWriter out) {
    int end = out.size() + MOST_AT_ONCE;
    while (bytes > 0 && out.size() < end) {
      move(out);
    }
  }

  private void move(ReplyWriter out) {
    byte[] first = messages.element();
    int rest = first.length - begun;
    out.raw(first, begun, rest);
    consume(rest);
  }

  /** What is written next: a large message from where it lies, small ones joined. */
  Batch pack() {
    byte[] first = messages.element();
    int length = (int) Math.min(bytes, MOST_AT_ONCE);
    if (first.length - begun >= length) {
      return new Batch(first, begun, length);
    }
    byte[] joined = new byte[length];
    int from = begun;
    int n = 0;
    for (byte[] message : messages) {
      int part = Math.min(message.length - from, length - n);
      System.arraycopy(message, from, joined, n, part);
      n += part;
      from = 0;
      if (n == length) {
        break;
      }
    }
    return new Batch(joined, 0, length);
  }

  /** Takes away bytes that have left. */
  void consume(int n) {
    bytes -= n;
    int left = n + begun;
    while (left > 0 && left >= messages.element().length) {
      left -= messages.remove().length;
    }
    begun = left;
  }
}
