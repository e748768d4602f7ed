package dev.heddle.persist;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What persistence needs from outside.
 *
 * @param disk where files are
 * @param log where its log lines go
 * @param nanoTime monotonic time, for the fsync of each second and for durations
 * @param clock the time of day, for what is recorded in files
 */
public record Environment(Disk disk, Log log, LongSupplier nanoTime, InstantSource clock) {
  /** The machine's own disk and clocks. */
  public static Environment real(Log log) {
    return new Environment(Disk.real(), log, System::nanoTime, InstantSource.system());
  }
}
