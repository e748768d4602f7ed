package dev.heddle.server.family;

import dev.heddle.resp.Args;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Numbers;
import dev.heddle.store.LexRange;
import dev.heddle.store.ScoreRange;
import java.util.Arrays;

/**
 * Bounds of ranges of a sorted set as arguments.
 *
 * <pre>
 * ScoreBound  --> '('? number              '(': it does not belong to the range itself
 * MemberBound --> '-' | '+'                before, behind everything
 *               | ( '[' | '(' ) byte*      '(': it does not belong to the range itself
 * </pre>
 */
final class ZBounds {
  private ZBounds() {}

  /** The range between the scores in arguments {@code min} and {@code max}. */
  static ScoreRange scores(Call call, int min, int max) {
    return new ScoreRange(
        score(call.args(), min),
        isExcluded(call.args(), min),
        score(call.args(), max),
        isExcluded(call.args(), max));
  }

  /** The range between the members in arguments {@code min} and {@code max}. */
  static LexRange members(Call call, int min, int max) {
    return new LexRange(member(call.args(), min), member(call.args(), max));
  }

  private static double score(Args args, int i) {
    double score = Numbers.parseLoosely(args, i, isExcluded(args, i) ? 1 : 0);
    if (Double.isNaN(score)) {
      throw Err.NO_SCORE_RANGE;
    }
    return score;
  }

  private static boolean isExcluded(Args args, int i) {
    return first(args, i) == '(';
  }

  private static LexRange.End member(Args args, int i) {
    if (args.is(i, "-")) {
      return new LexRange.End.Lowest();
    }
    if (args.is(i, "+")) {
      return new LexRange.End.Highest();
    }
    return switch (first(args, i)) {
      case '[' -> new LexRange.End.At(rest(args, i), /* excluded= */ false);
      case '(' -> new LexRange.End.At(rest(args, i), /* excluded= */ true);
      default -> throw Err.NO_LEX_RANGE;
    };
  }

  private static byte[] rest(Args args, int i) {
    int from = args.offset(i);
    return Arrays.copyOfRange(args.array(i), from + 1, from + args.length(i));
  }

  /** The first byte, or 0. */
  private static char first(Args args, int i) {
    return args.length(i) == 0 ? 0 : (char) args.array(i)[args.offset(i)];
  }
}
