package dev.heddle.server.family;

import dev.heddle.resp.Args;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.KeySpec.Use;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What follows {@code SET key value} or {@code GETEX key}.
 *
 * @param time how the time at which the key expires is given; null: not at all
 * @param timeAt the argument that is this time
 */
record SetOptions(
    boolean ifAbsent,
    boolean ifPresent,
    boolean get,
    boolean keepTtl,
    boolean persist,
    @Nullable Time time,
    int timeAt) {
  static final SetOptions PLAIN = new SetOptions(false, false, false, false, false, null, 0);

  /** The forms in which a time is given. */
  enum Time {
    EX(1000, /* absolute= */ false),
    PX(1, /* absolute= */ false),
    EXAT(1000, /* absolute= */ true),
    PXAT(1, /* absolute= */ true);

    private final int unit;
    private final boolean absolute;

    Time(int unit, boolean absolute) {
      this.unit = unit;
      this.absolute = absolute;
    }

    private static @Nullable Time of(Call call, int i) {
      for (Time time : values()) {
        if (call.is(i, time.name())) {
          return time;
        }
      }
      return null;
    }
  }

  /** Reads the options of SET. */
  static SetOptions ofSet(Call call) {
    return call.count() == 3 ? PLAIN : new Parser(call, /* forSet= */ true).parse(3);
  }

  /** What SET does with its key: it reads what was there only where it is asked to. */
  static Set<Use> keyUse(Args args) {
    for (int i = 3; i < args.count(); i++) {
      if (args.is(i, "GET")) {
        return Set.of(Use.RW, Use.ACCESS, Use.UPDATE);
      }
    }
    return Set.of(Use.OW, Use.UPDATE);
  }

  /** Reads the options of GETEX. */
  static SetOptions ofGetEx(Call call) {
    return call.count() == 2 ? PLAIN : new Parser(call, /* forSet= */ false).parse(2);
  }

  /** An expiry at the time in argument i. */
  static SetOptions expiring(Time time, int i) {
    return new SetOptions(false, false, false, false, false, time, i);
  }

  /** When the key expires, in epoch milliseconds; -1: not at all. */
  long expireAt(Call call) {
    if (time == null) {
      return -1;
    }
    long value = call.integer(timeAt);
    if (value <= 0) {
      throw Err.invalidExpire(call.command().fullName());
    }
    return Expiry.moment(call, value, time.unit, time.absolute ? 0 : call.now());
  }

  private static final class Parser {
    private final Call call;
    private final boolean forSet;
    private boolean nx;
    private boolean xx;
    private boolean get;
    private boolean keepTtl;
    private boolean persist;
    private @Nullable Time time;
    private int timeAt;

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
      return new SetOptions(nx, xx, get, keepTtl, persist, time, timeAt);
    }

    private boolean flag(int i) {
      if (forSet && call.is(i, "NX") && !xx) {
        nx = true;
      } else if (forSet && call.is(i, "XX") && !nx) {
        xx = true;
      } else if (forSet && call.is(i, "GET")) {
        get = true;
      } else if (forSet && call.is(i, "KEEPTTL") && time == null) {
        keepTtl = true;
      } else if (!forSet && call.is(i, "PERSIST") && time == null) {
        persist = true;
      } else {
        return false;
      }
      return true;
    }

    /** The same form may come again, and the last time counts; two forms contradict each other. */
    private void time(int i) {
      Time next = Time.of(call, i);
      boolean contradiction = keepTtl || persist || (time != null && time != next);
      if (next == null || contradiction || i + 1 == call.count()) {
        throw Err.SYNTAX;
      }
      time = next;
      timeAt = i + 1;
    }
  }
}
