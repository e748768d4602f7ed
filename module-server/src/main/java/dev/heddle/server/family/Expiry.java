package dev.heddle.server.family;

import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Event;
import dev.heddle.store.Entry;

/** Setting and taking the moment at which a key expires, and the arithmetic of such moments. */
final class Expiry {
  private Expiry() {}

  /**
   * The moment that a command's argument stands for, in epoch milliseconds.
   *
   * @param value the argument's number
   * @param unit milliseconds in one of it
   * @param base epoch milliseconds that it counts from: now, or 0 for an absolute time
   */
  static long moment(Call call, long value, int unit, long base) {
    boolean overflows =
        value > Long.MAX_VALUE / unit
            || value < Long.MIN_VALUE / unit
            || value * unit > Long.MAX_VALUE - base;
    if (overflows) {
      throw Err.invalidExpire(call.command().fullName());
    }
    return value * unit + base;
  }

  /**
   * Has the key in argument i expire at a moment; at once when it is past. Journals what was done.
   *
   * @return false when the key is gone
   */
  static boolean set(Call call, int i, Entry entry, long expireAt) {
    if (expireAt <= call.now() && !call.isReplayed()) {
      call.db().remove(entry);
      call.changed(i, Event.DEL);
      call.effect("DEL", i);
      return false;
    }
    call.db().setExpiry(entry, Math.max(0, expireAt));
    call.changed(i, Event.EXPIRE);
    call.effect("PEXPIREAT", i, Call.ascii(expireAt));
    return true;
  }

  /** Has the key in argument i stay for ever; false when it did already. */
  static boolean clear(Call call, int i, Entry entry) {
    if (entry.expireAt() == Entry.NO_EXPIRY) {
      return false;
    }
    call.db().clearExpiry(entry);
    call.changed(i, Event.PERSIST);
    call.effect("PERSIST", i);
    return true;
  }
}
