package dev.heddle.server.family;

import java.util.random.RandomGenerator;

/**
 * A weaver's draft.
 *
 * <p>Each warp thread runs through a heddle of one shaft; each pick lifts the shafts that the
 * tie-up gives its treadle, and passes the weft below those threads. The tie-up is a twill: each
 * treadle lifts the pattern of the one before it, moved by one shaft.
 *
 * @param lifted which shafts the first treadle lifts
 * @param threading how the threads are dealt out to the shafts
 * @param treadling in which order the treadles are pressed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Weave(boolean[] lifted, Order threading, Order treadling) {

  /** How one goes through the shafts or treadles, again and again. */
  enum Order {
    /** 1 2 3 4 1 2 3 4. */
    STRAIGHT {
      @Override
      int at(int i, int n) {
        return i % n;
      }
    },
    /** 1 2 3 4 3 2 1 2: makes diamonds. */
    POINT {
      @Override
      int at(int i, int n) {
        int phase = i % (2 * n - 2);
        return phase < n ? phase : 2 * n - 2 - phase;
      }
    },
    /** Forwards, then the same backwards: makes herringbones. */
    BROKEN {
      @Override
      int at(int i, int n) {
        return i / (2 * n) % 2 == 0 ? i % n : n - 1 - i % n;
      }
    };

    abstract int at(int i, int n);

    private static Order random(RandomGenerator random) {
      return values()[random.nextInt(values().length)];
    }
  }

  /** A draft for so many shafts, two or more: some are lifted, never all of them. */
  static Weave random(int shafts, RandomGenerator random) {
    var lifted = new boolean[shafts];
    for (int i = 1; i < shafts - 1; i++) {
      lifted[i] = random.nextBoolean();
    }
    lifted[0] = true;
    return new Weave(lifted, Order.random(random), Order.random(random));
  }

  /** The cloth as lines of text: the warp shows as {@code #}, the weft as {@code .}. */
  String cloth(int threads, int picks) {
    var text = new StringBuilder();
    for (int pick = 0; pick < picks; pick++) {
      for (int thread = 0; thread < threads; thread++) {
        text.append(warpShows(thread, pick) ? '#' : '.');
      }
      text.append('\n');
    }
    return text.toString();
  }

  private boolean warpShows(int thread, int pick) {
    int shafts = lifted.length;
    int shaft = threading.at(thread, shafts);
    int treadle = treadling.at(pick, shafts);
    return lifted[(shaft + shafts - treadle) % shafts];
  }
}
