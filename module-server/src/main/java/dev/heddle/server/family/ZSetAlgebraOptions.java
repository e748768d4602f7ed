package dev.heddle.server.family;

import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Numbers;
import dev.heddle.server.family.ZSetAlgebra.Aggregate;
import dev.heddle.server.family.ZSetAlgebra.Weighted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a command takes that combines sorted sets: {@code numkeys key... [WEIGHTS weight...]
 * [AGGREGATE SUM|MIN|MAX] [WITHSCORES]}, not each of these everywhere.
 *
 * @param weights one for each set
 * @param aggregate how scores of the same member are put together
 * @param withScores the reply has the scores too
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ZSetAlgebraOptions(
    List<ZSetSource> sets, double[] weights, Aggregate aggregate, boolean withScores) {

  /**
   * Reads it from the number of keys on, at argument {@code at}. The type of the keys comes before
   * any error in what follows them.
   *
   * @param weighs WEIGHTS and AGGREGATE may be given
   * @param answers WITHSCORES may be given
   */
  static ZSetAlgebraOptions parse(Call call, int at, boolean weighs, boolean answers) {
    List<ZSetSource> sets = sets(call, at);
    var weights = new double[sets.size()];
    Arrays.fill(weights, 1);
    var aggregate = Aggregate.SUM;
    boolean withScores = false;
    for (int i = at + 1 + sets.size(); i < call.count(); i++) {
      int left = call.count() - i - 1;
      if (weighs && call.is(i, "WEIGHTS") && left >= weights.length) {
        i = weights(call, i, weights);
      } else if (weighs && call.is(i, "AGGREGATE") && left >= 1) {
        aggregate = aggregate(call, ++i);
      } else if (answers && call.is(i, "WITHSCORES")) {
        withScores = true;
      } else {
        throw Err.SYNTAX;
      }
    }
    return new ZSetAlgebraOptions(sets, weights, aggregate, withScores);
  }

  /** The sets at so many keys as argument {@code at} says, which follow it. */
  static List<ZSetSource> sets(Call call, int at) {
    long keys = call.integer(at);
    if (keys < 1) {
      throw Err.noInputKey(call.command().fullName());
    }
    if (keys > call.count() - at - 1) {
      throw Err.SYNTAX;
    }
    var sets = new ArrayList<ZSetSource>((int) keys);
    for (int i = at + 1; i <= at + keys; i++) {
      sets.add(ZSetSource.find(call, i));
    }
    return sets;
  }

  /** The sets with their weights. */
  List<Weighted> weighted() {
    var weighted = new ArrayList<Weighted>(weights.length);
    for (int i = 0; i < weights.length; i++) {
      weighted.add(new Weighted(sets.get(i), weights[i]));
    }
    return weighted;
  }

  /** Reads the weights behind argument i and returns the position of the last. */
  private static int weights(Call call, int i, double[] weights) {
    for (int w = 0; w < weights.length; w++) {
      weights[w] = Numbers.parseDouble(call.args(), i + 1 + w, Err.WEIGHT_NOT_A_FLOAT);
    }
    return i + weights.length;
  }

  private static Aggregate aggregate(Call call, int i) {
    for (Aggregate aggregate : Aggregate.values()) {
      if (call.is(i, aggregate.name())) {
        return aggregate;
      }
    }
    throw Err.SYNTAX;
  }
}
