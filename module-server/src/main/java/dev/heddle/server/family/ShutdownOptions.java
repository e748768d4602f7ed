package dev.heddle.server.family;

import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;
import org.jspecify.annotations.Nullable;

/**
 * What follows SHUTDOWN.
 *
 * @param save null: as configured
 * @param now do not wait for replicas that lag behind, of which there are none
 * @param force end even when saving fails
 * @param abort end a shutdown that is under way
 */
record ShutdownOptions(@Nullable Boolean save, boolean now, boolean force, boolean abort) {

  static ShutdownOptions parse(Call call) {
    boolean save = false;
    boolean nosave = false;
    boolean now = false;
    boolean force = false;
    boolean abort = false;
    for (int i = 1; i < call.count(); i++) {
      if (call.is(i, "SAVE")) {
        save = true;
      } else if (call.is(i, "NOSAVE")) {
        nosave = true;
      } else if (call.is(i, "NOW")) {
        now = true;
      } else if (call.is(i, "FORCE")) {
        force = true;
      } else if (call.is(i, "ABORT")) {
        abort = true;
      } else {
        throw Err.SYNTAX;
      }
    }
    if ((save && nosave) || (abort && (save || nosave || now || force))) {
      throw Err.SYNTAX;
    }
    return new ShutdownOptions((save || nosave) ? save : null, now, force, abort);
  }
}
