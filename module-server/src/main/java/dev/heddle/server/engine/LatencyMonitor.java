package dev.heddle.server.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What took longer than {@code latency-monitor-threshold}, by kind of event, as LATENCY shows it;
 * guarded by the server's lock. What threads note that do not have it waits until somebody looks.
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

  /** A write to the append-only file. */
  public static final String AOF_WRITE = "aof-write";

  /** Such a write while a snapshot is being written. */
  public static final String AOF_WRITE_ACTIVE_CHILD = "aof-write-active-child";

  /** Such a write at other times. */
  public static final String AOF_WRITE_ALONE = "aof-write-alone";

  /** A sync of the append-only file for which clients wait. */
  public static final String AOF_FSYNC_ALWAYS = "aof-fsync-always";

  /** A file of the append-only directory takes its place. */
  public static final String AOF_RENAME = "aof-rename";

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

  private record Note(String kind, long nanos, long now) {}

  private final Map<String, Series> events = new TreeMap<>();

  /** As few as events that take long. */
  private final Queue<Note> elsewhere = new ConcurrentLinkedQueue<>();

  private volatile long thresholdMillis;

  /** Sets from how many milliseconds on an event is kept; 0: none is. */
  public void threshold(long millis) {
    thresholdMillis = millis;
  }

  public boolean isOn() {
    return thresholdMillis > 0;
  }

  /** What was kept, by kind. */
  public SortedMap<String, Series> events() {
    collect();
    return new TreeMap<>(events);
  }

  /** What was kept of one kind, or null. */
  public @Nullable Series events(String kind) {
    collect();
    return events.get(kind);
  }

  /** Forgets all of a kind; false when there is nothing. */
  public boolean forget(String kind) {
    collect();
    return events.remove(kind) != null;
  }

  /** Takes note of an event if it took long enough. */
  void note(String kind, long nanos, long now) {
    if (isLong(nanos)) {
      events
          .computeIfAbsent(kind, k -> new Series())
          .add(now / 1000, TimeUnit.NANOSECONDS.toMillis(nanos));
    }
  }

  /** As {@link #note}, by a thread that does not have the lock. */
  public void noteFromElsewhere(String kind, long nanos, long now) {
    if (isLong(nanos)) {
      elsewhere.add(new Note(kind, nanos, now));
    }
  }

  /** Takes over what was noted without the lock. */
  void collect() {
    for (Note next; (next = elsewhere.poll()) != null; ) {
      note(next.kind(), next.nanos(), next.now());
    }
  }

  private boolean isLong(long nanos) {
    long threshold = thresholdMillis;
    return threshold > 0 && nanos >= TimeUnit.MILLISECONDS.toNanos(threshold);
  }
}
