package dev.heddle.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.heddle.persist.Log;
import dev.heddle.server.config.LogLevel;
import dev.heddle.server.config.ProcessSettings;
import dev.heddle.server.log.LineForm.Event;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The log of one server.
 *
 * <p>Whoever logs only puts an event into a queue, so that a slow disk or a terminal that is
 * stopped holds nobody up. The queue is emptied by a virtual thread that exists only while there is
 * something to write: it is started by whoever finds the queue empty, which {@link #pending} tells.
 * A full queue drops events and says later how many. Nothing is ever thrown at callers.
 */
public final class ServerLog implements Log {
  private static final int CAPACITY = 10_000;
  private static final int BATCH = 256;
  private static final int FLUSH_SECONDS = 5;

  private final LogSink sink;
  private final ProcessSettings settings;
  private final InstantSource clock;
  private final ZoneId zone = ZoneId.systemDefault();
  private final long pid = ProcessHandle.current().pid();
  private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger pending = new AtomicInteger();
  private final AtomicLong lost = new AtomicLong();
  private final StringBuilder lines = new StringBuilder();
  private volatile char role = 'C';

  /** A log that takes its level and format from the settings, as they are at each event. */
  public ServerLog(LogSink sink, ProcessSettings settings, InstantSource clock) {
    this.sink = sink;
    this.settings = settings;
    this.clock = clock;
  }

  /** From now on lines say that a master speaks, no longer a process that is starting. */
  public void started() {
    role = 'M';
  }

  /** Whether events of that level are logged. */
  public boolean logs(Level level) {
    LogLevel event =
        switch (level) {
          case DEBUG -> LogLevel.DEBUG;
          case VERBOSE -> LogLevel.VERBOSE;
          case NOTICE -> LogLevel.NOTICE;
          case WARNING -> LogLevel.WARNING;
        };
    return event.compareTo(settings.logLevel.value()) >= 0;
  }

  public void debug(String text) {
    log(Level.DEBUG, text);
  }

  public void verbose(String text) {
    log(Level.VERBOSE, text);
  }

  /** Logs a failure with its stack trace. */
  public void failure(String text, Throwable cause) {
    var trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    log(Level.WARNING, text, trace.toString());
  }

  @Override
  public void log(Level level, String text) {
    log(level, text, "");
  }

  private void log(Level level, String text, String trace) {
    if (logs(level)) {
      var event = new Event(clock.instant(), pid, role, level, text, trace);
      offer(() -> append(event));
    }
  }

  /** Logs lines as they are. */
  public void raw(String text) {
    if (logs(Level.WARNING)) {
      offer(() -> lines.append(text));
    }
  }

  /** Waits until what has been logged so far is written, or for some seconds; says which. */
  public boolean flush() {
    var written = new CountDownLatch(1);
    enqueue(() -> {
      write();
      written.countDown();
    });
    try {
      return written.await(FLUSH_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void offer(Runnable step) {
    if (pending.get() < CAPACITY) {
      enqueue(step);
    } else {
      lost.incrementAndGet();
    }
  }

  private void enqueue(Runnable step) {
    queue.add(step);
    if (pending.getAndIncrement() == 0) {
      Thread.ofVirtual().name("log").start(this::drain);
    }
  }

  /** Runs the queued steps; only one thread does at a time, as long as events are pending. */
  private void drain() {
    int taken;
    do {
      taken = 0;
      Runnable step;
      while (taken < BATCH && (step = queue.poll()) != null) {
        step.run();
        taken++;
      }
      write();
    } while (pending.addAndGet(-taken) > 0);
  }

  private void append(Event event) {
    LineForm form =
        switch (settings.logFormat.value()) {
          case PLAIN -> LineForm.PLAIN;
          case JSON -> LineForm.JSON;
        };
    long dropped = lost.getAndSet(0);
    if (dropped > 0) {
      String text = dropped + " log writes were lost";
      form.append(lines, new Event(event.time(), pid, role, Level.WARNING, text, ""), zone);
    }
    form.append(lines, event, zone);
  }

  private void write() {
    if (lines.isEmpty()) {
      return;
    }
    try {
      sink.write(lines.toString().getBytes(UTF_8));
    } catch (IOException | RuntimeException e) {
      // The log is where this would be told.
      lost.incrementAndGet();
    } finally {
      lines.setLength(0);
    }
  }
}
