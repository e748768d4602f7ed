package dev.heddle.store;

/**
 * How many nodes a radix tree of 16-byte keys has, as Redis would keep them: one for each fork, one
 * for each run of bytes between forks, one for each key's end.
 *
 * <p>Of two keys that follow each other only the length of what they have in common matters. A fork
 * at a depth is counted when its second branch appears; the open forks form a stack.
 */
final class RadixShape {
  private static final int KEY_BYTES = 16;

  private final int[] forks = new int[KEY_BYTES + 1]; // depths of the forks that are open
  private int open;
  private long keys;
  private long nodes;
  private long lastMs;
  private long lastSeq;

  /** Takes the next key, which is larger than those before. */
  void add(long ms, long seq) {
    if (keys++ > 0) {
      int common = common(ms ^ lastMs, seq ^ lastSeq);
      int below = KEY_BYTES;
      while (open > 0 && forks[open - 1] > common) {
        below = close(below);
      }
      if (open == 0 || forks[open - 1] < common) {
        forks[open++] = common;
      }
      nodes += run(common, below);
    }
    lastMs = ms;
    lastSeq = seq;
  }

  private static int common(long ms, long seq) {
    return ms != 0
        ? Long.numberOfLeadingZeros(ms) / Byte.SIZE
        : Long.BYTES + Long.numberOfLeadingZeros(seq) / Byte.SIZE;
  }

  /** Ends the deepest open fork, whose last branch leads to {@code below}. */
  private int close(int below) {
    int depth = forks[--open];
    nodes += run(depth, below);
    return depth;
  }

  /** The node at the lower end of a branch of a fork, and the one for the bytes in between. */
  private static int run(int fork, int below) {
    return below - fork > 1 ? 2 : 1;
  }

  /** The number of nodes; after that nothing may be added. */
  long nodes() {
    if (keys == 0) {
      return 1;
    }
    int below = KEY_BYTES;
    while (open > 0) {
      below = close(below);
    }
    return nodes + (below > 0 ? 2 : 1);
  }
}
