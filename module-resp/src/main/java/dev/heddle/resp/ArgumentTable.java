package dev.heddle.resp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the arguments of the commands parsed last lie: flat arrays, so that a command costs no
 * object.
 *
 * <pre>
 * spans  offset, length | offset, length | ...   two ints an argument, in order of arrival
 * owned  null, or for each argument null or its array of its own (offset 0, whole length)
 * ends   arguments up to the end of command 0 | 1 | ...; what lies behind the last end belongs to
 *        a command of which only a part has arrived
 * </pre>
 */
final class ArgumentTable {
  private static final int SMALL = 16; // arguments, and commands
  private static final int LARGE = 4096; // arguments; a table over this is not kept
  private static final int MAX = 1 << 29; // arguments; two ints each, in an array

  private int[] spans = new int[2 * SMALL];
  private byte @Nullable [] @Nullable [] owned;
  private int[] ends = new int[SMALL];
  private int used;
  private int commands;
  private long ownedBytes;

  int commands() {
    return commands;
  }

  /** Bytes held, those of the arguments that have an array of their own included. */
  long capacity() {
    return 4L * (spans.length + ends.length) + ownedBytes;
  }

  /** Bytes of the unfinished command that lie in arrays of their own. */
  long unfinishedOwnedBytes() {
    long bytes = 0;
    for (int i = completed(); ownedBytes > 0 && i < used; i++) {
      bytes += isOwned(i) ? spans[2 * i + 1] : 0;
    }
    return bytes;
  }

  /** Adds an argument that lies in the receive buffer. */
  void add(int offset, int length) {
    int at = 2 * used;
    if (at == spans.length) {
      growSpans();
    }
    spans[at] = offset;
    spans[at + 1] = length;
    used++;
  }

  /** Adds an argument that is an array of its own. */
  void addOwned(byte[] argument) {
    add(0, argument.length);
    byte @Nullable [] @Nullable [] arrays = owned;
    if (arrays == null) {
      arrays = new byte[spans.length / 2] @Nullable [];
      owned = arrays;
    }
    arrays[used - 1] = argument;
    ownedBytes += argument.length;
  }

  /** Makes a command of the arguments added since the last end. */
  void endCommand() {
    if (commands == ends.length) {
      ends = Arrays.copyOf(ends, 2 * commands);
    }
    ends[commands++] = used;
  }

  /** Whether arguments were added since the last end. */
  boolean isOpen() {
    return used > completed();
  }

  /** Forgets the arguments added since the last end. */
  void abandon() {
    int keep = completed();
    if (owned != null) {
      forget(owned, keep, used);
    }
    used = keep;
  }

  /** Forgets all commands; the arguments of the unfinished one move to the front. */
  void drop() {
    if (commands == 0) {
      return;
    }
    int from = completed();
    used -= from;
    commands = 0;
    System.arraycopy(spans, 2 * from, spans, 0, 2 * used);
    if (owned != null) {
      dropOwned(owned, from);
    }
    if (used == 0 && spans.length > 2 * LARGE) {
      shrink();
    }
  }

  /** Gives the memory of an empty table back. */
  void shrink() {
    if (spans.length == 2 * SMALL && ends.length == SMALL) {
      return;
    }
    spans = new int[2 * SMALL];
    ends = new int[SMALL];
  }

  /** The bytes of the unfinished command have moved towards the start of the buffer. */
  void moved(int distance) {
    for (int i = 0; i < used; i++) {
      if (!isOwned(i)) {
        spans[2 * i] -= distance;
      }
    }
  }

  /** Moves the view to a command. */
  void show(int command, byte[] buffer, Args view) {
    int from = command == 0 ? 0 : ends[command - 1];
    view.show(buffer, spans, owned, from, ends[command] - from);
  }

  private boolean isOwned(int i) {
    return owned != null && owned[i] != null;
  }

  private int completed() {
    return commands == 0 ? 0 : ends[commands - 1];
  }

  private void growSpans() {
    if (used >= MAX) {
      throw new ProtocolError("invalid multibulk length");
    }
    spans = Arrays.copyOf(spans, 2 * spans.length);
    if (owned != null) {
      owned = Arrays.copyOf(owned, spans.length / 2);
    }
  }

  private void dropOwned(byte[] @Nullable [] arrays, int from) {
    forget(arrays, 0, from);
    if (ownedBytes == 0) {
      owned = null;
      return;
    }
    System.arraycopy(arrays, from, arrays, 0, used);
    Arrays.fill(arrays, Math.max(used, from), from + used, null);
  }

  private void forget(byte[] @Nullable [] arrays, int from, int to) {
    for (int i = from; i < to; i++) {
      byte @Nullable [] array = arrays[i];
      if (array != null) {
        ownedBytes -= array.length;
        arrays[i] = null;
      }
    }
  }
}
