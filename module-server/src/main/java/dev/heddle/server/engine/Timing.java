package dev.heddle.server.engine;

import dev.heddle.resp.Args;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.Flag;
import java.time.InstantSource;

/**
 * What becomes of the time that each command took: its counters and histogram, the slow log,
 * latency events. Guarded by the server's lock.
 */
public final class Timing {
  private final InstantSource clock;
  private final SlowLog slowLog = new SlowLog();
  private final LatencyMonitor latency = new LatencyMonitor();
  private boolean histograms = true;

  Timing(InstantSource clock) {
    this.clock = clock;
  }

  public SlowLog slowLog() {
    return slowLog;
  }

  public LatencyMonitor latency() {
    return latency;
  }

  /** Whether times go to the histograms of INFO latencystats and LATENCY HISTOGRAM. */
  public void histograms(boolean on) {
    histograms = on;
  }

  /**
   * Notes how long a command took.
   *
   * @return whether it belongs into the slow log
   */
  boolean ran(Command command, long nanos) {
    command.stats().ran(nanos);
    if (histograms) {
      command.stats().track(nanos);
    }
    if (latency.isOn()) {
      String kind = command.has(Flag.FAST) ? LatencyMonitor.FAST_COMMAND : LatencyMonitor.COMMAND;
      latency.note(kind, nanos, clock.millis());
    }
    return slowLog.isSlow(command, nanos);
  }

  /** Puts a command that has ended into the slow log. */
  void slow(Client client, Command command, Args args, long nanos) {
    if (client.blockedOn() == null) {
      slowLog.add(client, command, args, nanos, clock.millis());
    }
  }

  /** Notes how long something took that is no command. */
  void took(String kind, long nanos) {
    latency.note(kind, nanos, clock.millis());
  }
}
