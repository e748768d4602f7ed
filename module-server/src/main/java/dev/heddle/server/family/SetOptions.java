package dev.heddle.server.family;

import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;

/**
 * What follows {@code SET key value} or {@code GETEX key}.
 *
 * @param expireAt epoch milliseconds, -1 for no expiry
 */
record SetOptions(
    boolean ifAbsent,
    boolean ifPresent,
    boolean get,
    boolean keepTtl,
    boolean persist,
    long expireAt) {
  static final SetOptions PLAIN = new SetOptions(false, false, false, false, false, -1);

  /** Reads the options of SET. */
  static SetOptions ofSet(Call call) {
    return call.count() == 3 ? PLAIN : new Parser(call, /* forSet= */ true).parse(3);
  }

  /** Reads the options of GETEX. */
  static SetOptions ofGetEx(Call call) {
    return call.count() == 2 ? PLAIN : new Parser(call, /* forSet= */ false).parse(2);
  }

  /** An expiry after so many units as argument i says. */
  static SetOptions expiringIn(Call call, int i, int unit) {
    return new SetOptions(false, false, false, false, false, expiry(call, i, unit, call.now()));
  }

  private static long expiry(Call call, int i, int unit, long base) {
    long value = call.integer(i);
    if (value <= 0) {
      throw Err.invalidExpire(call.command().fullName());
    }
    return Expiry.moment(call, value, unit, base);
  }

  private static final class Parser {
    private final Call call;
    private final boolean forSet;
    private boolean nx;
    private boolean xx;
    private boolean get;
    private boolean keepTtl;
    private boolean persist;
    private int timeAt;
    private int unit;
    private boolean absolute;

    Parser(Call call, boolean forSet) {
      this.call = call;
      this.forSet = forSet;
    }

    SetOptions parse(int from) {
      for (int i = from; i < call.count(); i++) {
        if (!flag(i)) {
          time(i);
          i++;
        }
      }
      long at = timeAt == 0 ? -1 : expiry(call, timeAt, unit, absolute ? 0 : call.now());
      return new SetOptions(nx, xx, get, keepTtl, persist, at);
    }

    private boolean flag(int i) {
      if (forSet && call.is(i, "NX") && !xx) {
        nx = true;
      } else if (forSet && call.is(i, "XX") && !nx) {
        xx = true;
      } else if (forSet && call.is(i, "GET")) {
        get = true;
      } else if (forSet && call.is(i, "KEEPTTL") && timeAt == 0) {
        keepTtl = true;
      } else if (!forSet && call.is(i, "PERSIST") && timeAt == 0) {
        persist = true;
      } else {
        return false;
      }
      return true;
    }

    private void time(int i) {
      boolean seconds = call.is(i, "EX") || call.is(i, "EXAT");
      boolean millis = call.is(i, "PX") || call.is(i, "PXAT");
      if ((!seconds && !millis) || timeAt != 0 || keepTtl || persist || i + 1 == call.count()) {
        throw Err.SYNTAX;
      }
      absolute = call.is(i, "EXAT") || call.is(i, "PXAT");
      unit = seconds ? 1000 : 1;
      timeAt = i + 1;
    }
  }
}
