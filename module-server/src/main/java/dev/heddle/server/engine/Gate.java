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
  private boolean loading;
  private boolean saveFailing;

  Gate(EffectStream effects, MemoryLimit memory) {
    this.effects = effects;
    this.memory = memory;
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
    if (memory.limited() && !loading) {
      boolean room = memory.makeRoom(now);
      effects.endUnit(); // evictions stand for themselves, whatever becomes of the command
      if (!room && growing) {
        throw Err.OUT_OF_MEMORY;
      }
    }
    String failure = effects.journal().failure();
    if ((failure != null || saveFailing) && (writes || command.name().equals("ping"))) {
      throw failure == null ? Err.SNAPSHOTS_FAILING : Err.appendOnlyFileFailing(failure);
    }
    if (loading && !command.has(Flag.LOADING)) {
      throw Err.LOADING;
    }
  }
}
