package dev.heddle.server.family;

import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Numbers;
import dev.heddle.store.ScoreRule;

/**
 * What follows {@code ZADD key}.
 *
 * @param rule what becomes of the members' scores
 * @param countChanges whether members with a changed score count like new ones
 * @param firstScore the argument with the first score; its member and further pairs follow
 * @param scores all of them
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record ZAddOptions(ScoreRule rule, boolean countChanges, int firstScore, double[] scores) {

  static ZAddOptions parse(Call call) {
    boolean nx = false;
    boolean xx = false;
    boolean gt = false;
    boolean lt = false;
    boolean ch = false;
    boolean incr = false;
    int i = 2;
    for (boolean option = true; option && i < call.count(); i += option ? 1 : 0) {
      if (call.is(i, "NX")) {
        nx = true;
      } else if (call.is(i, "XX")) {
        xx = true;
      } else if (call.is(i, "GT")) {
        gt = true;
      } else if (call.is(i, "LT")) {
        lt = true;
      } else if (call.is(i, "CH")) {
        ch = true;
      } else if (call.is(i, "INCR")) {
        incr = true;
      } else {
        option = false;
      }
    }
    var rule = new ScoreRule(nx, xx, gt, lt, incr);
    requirePossible(rule, call.count() - i);
    return new ZAddOptions(rule, ch, i, scores(call, i));
  }

  /** {@code ZINCRBY key increment member}. */
  static ZAddOptions ofIncrement(Call call) {
    return new ZAddOptions(ScoreRule.ADD, /* countChanges= */ false, 2, scores(call, 2));
  }

  private static void requirePossible(ScoreRule rule, int words) {
    if (words == 0 || words % 2 != 0) {
      throw Err.SYNTAX;
    }
    if (rule.ifAbsent() && rule.ifPresent()) {
      throw Err.NX_AND_XX;
    }
    if ((rule.ifGreater() && (rule.ifAbsent() || rule.ifLess()))
        || (rule.ifLess() && rule.ifAbsent())) {
      throw Err.GT_LT_AND_NX;
    }
    if (rule.increment() && words > 2) {
      throw Err.INCR_SINGLE_PAIR;
    }
  }

  private static double[] scores(Call call, int first) {
    double[] scores = new double[(call.count() - first) / 2];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Numbers.parseDouble(call.args(), first + 2 * i, Err.NOT_A_FLOAT);
    }
    return scores;
  }
}
