package dev.heddle.server.command;

/** How often a command ran and how long it took; guarded by the server's lock. */
public final class CommandStats {
  private final LatencyHistogram latency = new LatencyHistogram();
  private long calls;
  private long nanos;
  private long rejected;
  private long failed;

  /** Counts one call that was carried out. */
  public void ran(long took) {
    calls++;
    nanos += took;
  }

  /** Notes the time in the histogram too. */
  public void track(long took) {
    latency.record(took);
  }

  /** Counts one call that was refused before its handler ran. */
  public void rejected() {
    rejected++;
  }

  /** Counts one call whose handler answered with an error. */
  public void failed() {
    failed++;
  }

  public long calls() {
    return calls;
  }

  public long nanos() {
    return nanos;
  }

  public long rejectedCalls() {
    return rejected;
  }

  public long failedCalls() {
    return failed;
  }

  public LatencyHistogram latency() {
    return latency;
  }

  /** Starts from zero, as {@code CONFIG RESETSTAT} does. */
  public void reset() {
    calls = 0;
    nanos = 0;
    rejected = 0;
    failed = 0;
    latency.reset();
  }
}
