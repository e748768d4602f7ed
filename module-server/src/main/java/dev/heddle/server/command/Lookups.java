package dev.heddle.server.command;

/** Counts look-ups of keys that found one and that did not; guarded by the server's lock. */
public final class Lookups {
  private long hits;
  private long misses;

  void hit() {
    hits++;
  }

  void miss() {
    misses++;
  }

  public long hits() {
    return hits;
  }

  public long misses() {
    return misses;
  }

  public void reset() {
    hits = 0;
    misses = 0;
  }
}
