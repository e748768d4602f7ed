package dev.heddle.server.command;

/**
 * What has gone through a connection since the totals were last brought up to date.
 *
 * <p>It belongs to the client's own thread, which also adds it to the totals.
 */
public final class Traffic {
  private long in;
  private long out;
  private long reads;
  private long writes;

  /** Takes the totals of all connections. */
  @FunctionalInterface
  public interface Totals {
    void add(long bytesIn, long bytesOut, long reads, long writes);
  }

  void add(long bytesIn, long bytesOut) {
    in += bytesIn;
    out += bytesOut;
    reads += bytesIn > 0 ? 1 : 0;
    writes += bytesOut > 0 ? 1 : 0;
  }

  /** Hands over what was counted, and starts from zero. */
  public void drainTo(Totals totals) {
    totals.add(in, out, reads, writes);
    in = 0;
    out = 0;
    reads = 0;
    writes = 0;
  }
}
