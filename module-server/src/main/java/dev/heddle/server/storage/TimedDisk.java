package dev.heddle.server.storage;

import dev.heddle.persist.Disk;
import dev.heddle.persist.DiskFile;
import dev.heddle.persist.ForwardingDisk;
import dev.heddle.persist.ForwardingFile;
import dev.heddle.server.engine.LatencyMonitor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * A disk of which LATENCY is told what takes long with the append-only file.
 *
 * <pre>
 *   aof-write               each write to an increment, and besides:
 *   aof-write-active-child    while a snapshot is being written
 *   aof-write-alone           else
 *   aof-fsync-always        each sync of an increment under appendfsync always
 *   aof-rename              a base or a manifest takes its place
 * </pre>
 *
 * <p>The names are Redis's. There is no aof-write-pending-fsync: one thread writes and syncs. A
 * sync under everysec, which Redis leaves to a thread of its own, is not told of there either.
 */
final class TimedDisk extends ForwardingDisk {
  private static final String INCREMENT = ".incr.aof";

  private final LatencyMonitor latency;
  private final InstantSource clock;
  private volatile boolean always;
  private volatile boolean saving;

  TimedDisk(Disk real, LatencyMonitor latency, InstantSource clock) {
    super(real);
    this.latency = latency;
    this.clock = clock;
  }

  /** Whether, from now on, clients wait for each sync, and whether a snapshot is being written. */
  void now(boolean syncsAlways, boolean savingNow) {
    always = syncsAlways;
    saving = savingNow;
  }

  private void took(String kind, long nanos) {
    latency.noteFromElsewhere(kind, nanos, clock.millis());
  }

  private void wrote(long nanos) {
    took(LatencyMonitor.AOF_WRITE, nanos);
    took(saving ? LatencyMonitor.AOF_WRITE_ACTIVE_CHILD : LatencyMonitor.AOF_WRITE_ALONE, nanos);
  }

  @Override
  public DiskFile open(Path file, Mode mode) throws IOException {
    DiskFile opened = super.open(file, mode);
    boolean timed = mode != Mode.READ && file.toString().endsWith(INCREMENT);
    return timed ? new Increment(this, opened) : opened;
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    long began = System.nanoTime();
    super.rename(from, to);
    String name = to.toString();
    if (name.endsWith(".manifest") || name.contains(".base.")) {
      took(LatencyMonitor.AOF_RENAME, System.nanoTime() - began);
    }
  }

  /** A file to which effects go. */
  private static final class Increment extends ForwardingFile {
    private final TimedDisk disk;

    Increment(TimedDisk disk, DiskFile real) {
      super(real);
      this.disk = disk;
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      long began = System.nanoTime();
      int n = super.write(from, position);
      disk.wrote(System.nanoTime() - began);
      return n;
    }

    @Override
    public void force() throws IOException {
      long began = System.nanoTime();
      super.force();
      if (disk.always) {
        disk.took(LatencyMonitor.AOF_FSYNC_ALWAYS, System.nanoTime() - began);
      }
    }
  }
}
