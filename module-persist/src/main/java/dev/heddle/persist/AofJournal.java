package dev.heddle.persist;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The journal that writes an append-only file.
 *
 * <pre>
 *   append --&gt; EffectQueue --&gt; AofWriter (thread "aof-writer") --&gt; file
 *                                   |
 *   awaitDurable &lt;-- DurableGate &lt;--+
 * </pre>
 *
 * <p>One fsync serves every effect that was appended before it began (group commit). While the disk
 * refuses what is written the journal is failing: effects are kept and tried again, nobody gets an
 * acknowledgement, and it recovers by itself.
 */
public final class AofJournal implements Journal {
  private final EffectQueue queue;
  private final DurableGate gate;
  private final AofWriter writer;
  private final Thread thread;
  private final AofDirectory directory;

  private AofJournal(
      EffectQueue queue, DurableGate gate, AofWriter writer, AofDirectory directory) {
    this.queue = queue;
    this.gate = gate;
    this.writer = writer;
    this.directory = directory;
    this.thread = Thread.ofPlatform().daemon().name("aof-writer").start(writer);
  }

  /** Goes on behind what the directory holds, which was loaded before. */
  public static AofJournal open(Environment env, AofDirectory directory, AofSettings settings)
      throws IOException {
    AofFile file = directory.openLast();
    try {
      file.file().force(); // from here on a failed fsync says something of our own writes only
      if (!settings.keepHistory()) {
        directory.tidy();
      }
      var queue = new EffectQueue(env.clock());
      var gate = new DurableGate();
      var writer = new AofWriter(env, directory, file, queue, gate, settings);
      return new AofJournal(queue, gate, writer, directory);
    } catch (IOException e) {
      file.file().close();
      throw e;
    }
  }

  /** Changes what the journal was told, from now on. */
  public void settings(AofSettings settings) {
    writer.settings(settings);
    gate.recheck();
  }

  public AofSettings settings() {
    return writer.settings();
  }

  @Override
  public long append(int db, byte[] buf, int off, int len) {
    return queue.append(db, writer.settings().timestamps(), buf, off, len);
  }

  @Override
  public void awaitDurable(long offset) throws JournalException {
    gate.awaitStored(offset, this::syncsAlways);
  }

  @Override
  public long durable() {
    return syncsAlways() ? gate.synced() : Long.MAX_VALUE;
  }

  private boolean syncsAlways() {
    return writer.settings().fsync() == FsyncPolicy.ALWAYS;
  }

  /** Writes and syncs, whatever the policy, what was appended so far. */
  public void sync() throws JournalException {
    long offset = queue.appended();
    writer.wantSync(offset);
    gate.awaitStored(offset, () -> true);
  }

  /** Begins a rewrite with the state of this instant; called under the server's lock. */
  public AofRewrite beginRewrite() {
    return AofRewrite.of(directory, writer, queue.cut());
  }

  /**
   * Whether only the next rewrite can make the files whole: they count from it on only, or are
   * damaged.
   */
  public boolean needsBase() {
    return directory.unpublished() || writer.needsBase();
  }

  @Override
  public boolean congested() {
    return buffered() > writer.settings().bufferLimit() || (writer.stalled() && buffered() > 0);
  }

  @Override
  public void awaitRoom() {
    if (congested()) {
      gate.awaitWhile(this::congested);
    }
  }

  @Override
  public @Nullable String failure() {
    return gate.failure();
  }

  /** How things are. */
  public AofStatus status() {
    return new AofStatus(
        writer.settings().fsync(),
        gate.failure(),
        writer.currentSize(),
        writer.baseSize(),
        buffered(),
        writer.pendingFsync(),
        writer.delayedFsync(),
        queue.appended(),
        gate.written(),
        gate.synced());
  }

  private long buffered() {
    return Math.max(0, queue.appended() - gate.written());
  }

  /**
   * Writes and syncs what was appended, tries once more if that fails, and ends.
   *
   * @throws JournalException if something could not be stored; it is lost
   */
  @Override
  public void close() throws JournalException {
    queue.close();
    joinWriter();
    if (gate.synced() < queue.appended()) {
      throw new JournalException(String.valueOf(gate.failure()));
    }
  }

  private void joinWriter() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true; // half a close would lose effects: told to the caller afterwards
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes the writer look at its clock. */
  void poke() {
    queue.poke();
  }
}
