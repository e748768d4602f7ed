package dev.heddle.server.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What took longer than {@code latency-monitor-threshold}, by kind of event, as LATENCY shows it;
 * guarded by the server's lock.
 */
public final class LatencyMonitor {
  /** A command that is quick by its nature. */
  static final String FAST_COMMAND = "fast-command";

  /** Any other command. */
  static final String COMMAND = "command";

  /** One run of active expiry. */
  public static final String EXPIRY = "expire-cycle";

  /** Making room for one command by eviction. */
  public static final String EVICTION = "eviction-cycle";

  private static final int MOST_SAMPLES = 160;

  /** The longest event of one second since the epoch. */
  public record Sample(long second, long millis) {}

  /** The events of one kind. */
  public static final class Series {
    private final Deque<Sample> samples = new ArrayDeque<>();
    private long longest;

    /** At least one, the last second last. */
    public List<Sample> samples() {
      return List.copyOf(samples);
    }

    /** The last second with such an event. */
    public Sample last() {
      return samples.getLast();
    }

    /** Milliseconds, since the last reset. */
    public long longest() {
      return longest;
    }

    private void add(long second, long millis) {
      longest = Math.max(longest, millis);
      Sample last = samples.peekLast();
      if (last != null && last.second() == second) {
        samples.removeLast();
        samples.add(new Sample(second, Math.max(last.millis(), millis)));
        return;
      }
      samples.add(new Sample(second, millis));
      if (samples.size() > MOST_SAMPLES) {
        samples.removeFirst();
      }
    }
  }

  private final Map<String, Series> events = new TreeMap<>();
  private long thresholdMillis;

  /** Sets from how many milliseconds on an event is kept; 0: none is. */
  public void threshold(long millis) {
    thresholdMillis = millis;
  }

  public boolean isOn() {
    return thresholdMillis > 0;
  }

  /** What was kept, by kind. */
  public SortedMap<String, Series> events() {
    return new TreeMap<>(events);
  }

  /** What was kept of one kind, or null. */
  public @Nullable Series events(String kind) {
    return events.get(kind);
  }

  /** Forgets all of a kind; false when there is nothing. */
  public boolean forget(String kind) {
    return events.remove(kind) != null;
  }

  /** Takes note of an event if it took long enough. */
  void note(String kind, long nanos, long now) {
    if (thresholdMillis > 0 && nanos >= TimeUnit.MILLISECONDS.toNanos(thresholdMillis)) {
      events
          .computeIfAbsent(kind, k -> new Series())
          .add(now / 1000, TimeUnit.NANOSECONDS.toMillis(nanos));
    }
  }
}
