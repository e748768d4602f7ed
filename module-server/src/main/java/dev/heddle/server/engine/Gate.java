package dev.heddle.server.engine;

import dev.heddle.server.command.Command;
import dev.heddle.server.command.EffectStream;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Flag;

/**
 * The states of the server in which commands are refused: it loads, its disk is full, its memory
 * is.
 *
 * <p>Guarded by the server's lock.
 */
final class Gate {
  private final EffectStream effects;
  private final MemoryLimit memory;
  private final Timing timing;
  private boolean loading;
  private boolean saveFailing;

  Gate(EffectStream effects, MemoryLimit memory, Timing timing) {
    this.effects = effects;
    this.memory = memory;
    this.timing = timing;
  }

  void loading(boolean yes) {
    loading = yes;
  }

  void saveFailing(boolean yes) {
    saveFailing = yes;
  }

  boolean loading() {
    return loading;
  }

  /**
   * Throws the error that the server's state asks for.
   *
   * @param writes whether the command changes data
   * @param growing whether it may need memory
   */
  void admit(Command command, boolean writes, boolean growing, long now) {
    if (!loading && memory.exceeded()) {
      long began = System.nanoTime();
      boolean room = memory.makeRoom(now);
      timing.took(LatencyMonitor.EVICTION, System.nanoTime() - began);
      effects.endUnit(); // evictions stand for themselves, whatever becomes of the command
      if (!room && growing) {
        throw Err.OUT_OF_MEMORY;
      }
    }
    if (writes || command.name().equals("ping")) {
      requireDisk();
    }
    if (loading && !command.has(Flag.LOADING)) {
      throw Err.LOADING;
    }
  }

  /** What cannot be stored is refused; of two failures Redis names that of snapshots. */
  private void requireDisk() {
    if (saveFailing) {
      throw Err.SNAPSHOTS_FAILING;
    }
    String failure = effects.journal().failure();
    if (failure != null) {
      throw Err.appendOnlyFileFailing(failure);
    }
  }
}
