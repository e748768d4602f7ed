package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.firstKey;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Group;
import dev.heddle.store.Elements;
import dev.heddle.store.Ranks;
import dev.heddle.store.Scored;
import dev.heddle.store.ZSetValue;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** ZRANDMEMBER and ZSCAN: members of a sorted set in no order. */
public final class ZSetRandom {
  /** The most draws from one set, each of which may give the same member again. */
  private static final int MOST_DRAWS = 1 << 24;

  /**
   * Up to one member in so many is sought by itself; more are chosen by going through the ranks.
   */
  private static final int FEW = 8;

  private ZSetRandom() {}

  public static void declare(CommandTable t) {
    t.group(Group.SORTED_SET);
    t.add(
            "ZRANDMEMBER key [options=count [withscores=WITHSCORES]]",
            firstKey(RO, ACCESS),
            ZSetRandom::zrandmember,
            READONLY)
        .tips("nondeterministic_output")
        .doc("6.2.0", "O(N), N members returned", "Returns one or several members by chance.");
    t.add(
            "ZSCAN key cursor [MATCH pattern] [COUNT count]",
            firstKey(RO, ACCESS),
            ZSetRandom::zscan,
            READONLY)
        .tips("nondeterministic_output")
        .doc(
            "2.8.0",
            "O(COUNT) a call, O(N) for all, N members",
            "Returns some members with their scores, and where to go on.");
  }

  // ---- ZSCAN

  private static void zscan(Call call, ReplyWriter out) {
    CollectionScan.run(
        call,
        ZSetValue.class,
        2,
        (set, cursor, elements) -> set.scan(cursor, new Texts(elements)),
        out);
  }

  /** Hands a member and its score on as two elements. */
  private record Texts(Elements out) implements Scored {
    @Override
    public void text(byte[] a, int off, int len, double score) {
      out.text(a, off, len);
      score(score);
    }

    @Override
    public void number(long member, double score) {
      out.number(member);
      score(score);
    }

    private void score(double score) {
      byte[] text = ReplyWriter.text(score);
      out.text(text, 0, text.length);
    }
  }

  // ---- ZRANDMEMBER

  private static void zrandmember(Call call, ReplyWriter out) {
    if (call.count() == 2) {
      one(call, out);
      return;
    }
    var options = RandomOptions.parse(call, "WITHSCORES");
    if (options.count() < -MOST_DRAWS) {
      throw Err.OUT_OF_RANGE;
    }
    ZSetValue set = call.find(1, ZSetValue.class);
    if (set == null) {
      out.array(0);
      return;
    }
    int[] ranks =
        options.count() < 0
            ? drawn((int) -options.count(), set.size(), call.random())
            : chosen((int) Math.min(options.count(), set.size()), set.size(), call.random());
    write(set, ranks, options.both(), out);
  }

  private static void one(Call call, ReplyWriter out) {
    ZSetValue set = call.find(1, ZSetValue.class);
    if (set == null) {
      out.nil();
    } else {
      int rank = call.random().nextInt(set.size());
      set.forEach(new Ranks(rank, rank + 1), /* reverse= */ false, new Bulks(out));
    }
  }

  private static int[] drawn(int count, int size, RandomGenerator random) {
    return random.ints(count, 0, size).toArray();
  }

  /** So many different ranks in ascending order, all choices being equally likely. */
  private static int[] chosen(int count, int size, RandomGenerator random) {
    return count > size / FEW
        ? chosenOfMost(count, size, random)
        : chosenOfMany(count, size, random);
  }

  /**
   * Decides of each rank.
   *
   * <p>D. E. Knuth: The Art of Computer Programming, volume 2, 3.4.2, algorithm S: each is chosen
   * with the probability of those still wanted among those still to come.
   */
  private static int[] chosenOfMost(int count, int size, RandomGenerator random) {
    int[] ranks = new int[count];
    int filled = 0;
    for (int rank = 0; filled < count; rank++) {
      if (random.nextInt(size - rank) < count - filled) {
        ranks[filled++] = rank;
      }
    }
    return ranks;
  }

  /**
   * Draws ranks.
   *
   * <p>J. Bentley, R. Floyd: A sample of brilliance, CACM 30(9), 1987: each number beyond those
   * that are left out takes the place of one that comes twice.
   */
  private static int[] chosenOfMany(int count, int size, RandomGenerator random) {
    Set<Integer> ranks = new HashSet<>();
    for (int next = size - count; next < size; next++) {
      if (!ranks.add(random.nextInt(next + 1))) {
        ranks.add(next);
      }
    }
    return ranks.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  private static void write(ZSetValue set, int[] ranks, boolean withScores, ReplyWriter out) {
    if (withScores) {
      ScoredBulks scored = ScoredBulks.array(out, ranks.length);
      eachRun(ranks, run -> set.forEach(run, /* reverse= */ false, scored));
    } else {
      var bulks = new Bulks(out);
      out.array(ranks.length);
      eachRun(ranks, run -> set.forEach(run, /* reverse= */ false, bulks));
    }
  }

  /** Gives neighbours together: a place in a set costs more to find than the next one to go to. */
  private static void eachRun(int[] ranks, Consumer<Ranks> out) {
    int from = 0;
    while (from < ranks.length) {
      int to = from + 1;
      while (to < ranks.length && ranks[to] == ranks[to - 1] + 1) {
        to++;
      }
      out.accept(new Ranks(ranks[from], ranks[to - 1] + 1));
      from = to;
    }
  }
}
