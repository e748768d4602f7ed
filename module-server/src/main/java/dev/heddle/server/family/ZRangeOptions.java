package dev.heddle.server.family;

import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;
import dev.heddle.store.LexRange;
import dev.heddle.store.Ranks;
import dev.heddle.store.ScoreRange;
import dev.heddle.store.ZSetValue;

/**
 * What follows {@code ZRANGE key} and its relatives: two bounds and options.
 *
 * @param selection which members
 * @param reverse the highest first
 * @param offset so many are left out; nothing is left by a negative one
 * @param limit at most so many; all by a negative one
 */
record ZRangeOptions(
    Selection selection, boolean reverse, boolean withScores, long offset, long limit) {
  private static final long NO_LIMIT = -1;

  /** What the bounds are. */
  enum By {
    RANK,
    SCORE,
    LEX
  }

  /** The members between two bounds, without regard to options. */
  sealed interface Selection {
    /** Both ends belong to it. */
    record OfRanks(long start, long stop) implements Selection {}

    record OfScores(ScoreRange range) implements Selection {}

    record OfMembers(LexRange range) implements Selection {}
  }

  /** For a command in which all options are allowed; the bounds are arguments 2 and 3. */
  static ZRangeOptions ofRange(Call call) {
    return new Parser(call, 2, /* storing= */ false).free();
  }

  /** For ZRANGESTORE, which has two keys and no scores. */
  static ZRangeOptions ofStore(Call call) {
    return new Parser(call, 3, /* storing= */ true).free();
  }

  /** For a command that says itself what the bounds are and in which direction it goes. */
  static ZRangeOptions of(Call call, By by, boolean reverse) {
    return new Parser(call, 2, /* storing= */ false).fixed(by, reverse);
  }

  /** The selected members of a sorted set. */
  Ranks in(ZSetValue set) {
    return switch (selection) {
      case Selection.OfRanks ranks -> {
        Ranks between = Ranks.between(ranks.start, ranks.stop, set.size());
        yield reverse && !between.isEmpty() ? between.fromTop(set.size()) : between;
      }
      case Selection.OfScores scores -> set.within(scores.range).limit(offset, limit, reverse);
      case Selection.OfMembers members -> set.within(members.range).limit(offset, limit, reverse);
    };
  }

  private static final class Parser {
    private final Call call;
    private final int start;
    private final boolean storing;
    private By by = By.RANK;
    private boolean reverse;
    private boolean withScores;
    private long offset;
    private long limit = NO_LIMIT;

    Parser(Call call, int start, boolean storing) {
      this.call = call;
      this.start = start;
      this.storing = storing;
    }

    ZRangeOptions fixed(By bounds, boolean fromTop) {
      by = bounds;
      reverse = fromTop;
      for (int i = start + 2; i < call.count(); ) {
        i += common(i);
      }
      return options();
    }

    ZRangeOptions free() {
      boolean chosen = false;
      for (int i = start + 2; i < call.count(); ) {
        if (!reverse && call.is(i, "REV")) {
          reverse = true;
          i++;
        } else if (!chosen && (call.is(i, "BYSCORE") || call.is(i, "BYLEX"))) {
          by = call.is(i, "BYLEX") ? By.LEX : By.SCORE;
          chosen = true;
          i++;
        } else {
          i += common(i);
        }
      }
      return options();
    }

    /** Takes an option that any of the commands has and returns of how many words it is. */
    private int common(int i) {
      if (!storing && call.is(i, "WITHSCORES")) {
        withScores = true;
        return 1;
      }
      if (call.is(i, "LIMIT") && i + 2 < call.count()) {
        offset = call.integer(i + 1);
        limit = call.integer(i + 2);
        return 3;
      }
      throw Err.SYNTAX;
    }

    private ZRangeOptions options() {
      if (limit != NO_LIMIT && by == By.RANK) {
        throw Err.LIMIT_WITHOUT_BY;
      }
      if (withScores && by == By.LEX) {
        throw Err.SCORES_BY_LEX;
      }
      return new ZRangeOptions(selection(), reverse, withScores, offset, limit);
    }

    private Selection selection() {
      int min = reverse ? start + 1 : start;
      int max = reverse ? start : start + 1;
      return switch (by) {
        case RANK -> new Selection.OfRanks(call.integer(start), call.integer(start + 1));
        case SCORE -> new Selection.OfScores(ZBounds.scores(call, min, max));
        case LEX -> new Selection.OfMembers(ZBounds.members(call, min, max));
      };
    }
  }
}
