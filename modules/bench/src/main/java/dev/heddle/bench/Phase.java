package dev.heddle.bench;

import java.util.Map;

/**
 * What a {@link SteadyLoad} saw of the requests that were due from one moment until its next phase;
 * written by the load's thread, and to be read when the load has ended.
 */
final class Phase {
  private final long from;
  private final Waits waits = new Waits();
  private final Waits late = new Waits();
  private long pause;

  /** Begins at a time of {@link System#nanoTime}. */
  Phase(long from) {
    this.from = from;
  }

  /** Whether a time is not before its beginning. */
  boolean includes(long nanoTime) {
    return nanoTime - from >= 0;
  }

  /** A request left so long after it was due: the load's own doing. */
  void sent(long lateNanos) {
    late.add(lateNanos);
  }

  /** A request was answered so long after it was due. */
  void answered(long waitNanos) {
    waits.add(waitNanos);
  }

  /** For so long nothing was answered, though something was due all the time. */
  void silent(long nanos) {
    pause = Math.max(pause, nanos);
  }

  /** How long the requests waited, each from the moment at which it was due. */
  Waits waits() {
    return waits;
  }

  /** How long they waited for the load itself to send them. */
  Waits late() {
    return late;
  }

  /** All figures. */
  Map<String, Object> json() {
    var json = waits.summary().json();
    json.put("pause_ms", pauseMillis());
    json.put("late_max_ms", late.summary().max());
    return json;
  }

  /** The longest time, in milliseconds, in which nothing was answered though something was due. */
  double pauseMillis() {
    return (double) pause / 1e6;
  }
}
