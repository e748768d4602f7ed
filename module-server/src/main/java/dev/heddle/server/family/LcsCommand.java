package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.keys;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandError;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Outside;
import dev.heddle.store.Entry;
import dev.heddle.store.StringValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * LCS: the longest common subsequence of two strings, by the classic table of lengths.
 *
 * <p>{@code length[i][j]} is that of the first i and the first j bytes; the answer is read
 * backwards from the corner. Time and memory grow with the product of both lengths, so large ones
 * are computed outside the lock, on arrays that the strings have lent.
 */
final class LcsCommand {
  private static final long SMALL = 1 << 16;

  private final LongSupplier maxBulk;

  private LcsCommand(LongSupplier maxBulk) {
    this.maxBulk = maxBulk;
  }

  static void declare(CommandTable t, LongSupplier maxBulk) {
    t.add(
            "LCS key1 key2 [LEN] [IDX] [MINMATCHLEN min-match-len] [WITHMATCHLEN]",
            keys(1, 2, 1, RO, ACCESS),
            new LcsCommand(maxBulk)::lcs,
            READONLY)
        .doc(
            "7.0.0",
            "O(N*M), N and M the lengths of the strings",
            "Finds the longest common subsequence of two strings.");
  }

  /** What follows {@code LCS key1 key2}. */
  private record Options(boolean len, boolean idx, long minMatchLen, boolean withMatchLen) {
    static Options parse(Call call) {
      boolean len = false;
      boolean idx = false;
      boolean withMatchLen = false;
      long min = 0;
      for (int i = 3; i < call.count(); i++) {
        if (call.is(i, "IDX")) {
          idx = true;
        } else if (call.is(i, "LEN")) {
          len = true;
        } else if (call.is(i, "WITHMATCHLEN")) {
          withMatchLen = true;
        } else if (call.is(i, "MINMATCHLEN") && i + 1 < call.count()) {
          min = Math.max(0, call.integer(++i));
        } else {
          throw Err.SYNTAX;
        }
      }
      if (len && idx) {
        throw Err.LCS_LEN_AND_IDX;
      }
      return new Options(len, idx, min, withMatchLen);
    }
  }

  /** A run that both strings have: from and to, inclusive, in each. */
  private record Match(int fromA, int toA, int fromB, int toB) {
    int length() {
      return toA - fromA + 1;
    }
  }

  private void lcs(Call call, ReplyWriter out) {
    StringValue a = string(call, 1);
    StringValue b = string(call, 2);
    Options options = Options.parse(call);
    long cells = (a.length() + 1L) * (b.length() + 1L);
    if (cells * Integer.BYTES > maxBulk.getAsLong() || cells > Integer.MAX_VALUE - 8) {
      throw Err.LCS_TOO_LONG;
    }
    int lengthA = a.length();
    int lengthB = b.length();
    if (cells <= SMALL) {
      answer(a.array(), lengthA, b.array(), lengthB, options, out);
    } else {
      byte[] lentA = a.lend();
      byte[] lentB = b.lend();
      call.outside(
          Outside.computing(reply -> answer(lentA, lengthA, lentB, lengthB, options, reply)));
    }
  }

  private static StringValue string(Call call, int i) {
    Entry entry = call.entry(i);
    if (entry == null) {
      return StringValue.of(new byte[0]);
    }
    if (entry.value() instanceof StringValue s) {
      return s;
    }
    CommandError notStrings = Err.LCS_NOT_STRINGS;
    throw notStrings;
  }

  private static void answer(
      byte[] a, int lengthA, byte[] b, int lengthB, Options options, ReplyWriter out) {
    int width = lengthB + 1;
    int[] lengths = table(a, lengthA, b, lengthB);
    int best = lengths[lengths.length - 1];
    if (options.len()) {
      out.integer(best);
      return;
    }
    var common = new byte[best];
    List<Match> matches = trace(a, lengthA, b, lengthB, lengths, width, common);
    if (options.idx()) {
      writeMatches(matches, best, options, out);
    } else {
      out.bulk(common);
    }
  }

  private static int[] table(byte[] a, int lengthA, byte[] b, int lengthB) {
    int width = lengthB + 1;
    var lengths = new int[(lengthA + 1) * width];
    for (int i = 1; i <= lengthA; i++) {
      int row = i * width;
      for (int j = 1; j <= lengthB; j++) {
        lengths[row + j] =
            a[i - 1] == b[j - 1]
                ? lengths[row - width + j - 1] + 1
                : Math.max(lengths[row - width + j], lengths[row + j - 1]);
      }
    }
    return lengths;
  }

  /** Walks back from the corner; fills {@code common} and returns the runs, the last one first. */
  private static List<Match> trace(
      byte[] a, int i, byte[] b, int j, int[] lengths, int width, byte[] common) {
    var matches = new ArrayList<Match>();
    int at = common.length;
    while (i > 0 && j > 0) {
      if (a[i - 1] == b[j - 1]) {
        int toA = i - 1;
        int toB = j - 1;
        while (i > 0 && j > 0 && a[i - 1] == b[j - 1]) {
          common[--at] = a[i - 1];
          i--;
          j--;
        }
        matches.add(new Match(i, toA, j, toB));
      } else if (lengths[(i - 1) * width + j] > lengths[i * width + j - 1]) {
        i--;
      } else {
        j--;
      }
    }
    return matches;
  }

  private static void writeMatches(
      List<Match> matches, int best, Options options, ReplyWriter out) {
    List<Match> shown = matches.stream().filter(m -> m.length() >= options.minMatchLen()).toList();
    out.map(2);
    out.bulk("matches");
    out.array(shown.size());
    for (Match match : shown) {
      out.array(options.withMatchLen() ? 3 : 2);
      writeRange(match.fromA(), match.toA(), out);
      writeRange(match.fromB(), match.toB(), out);
      if (options.withMatchLen()) {
        out.integer(match.length());
      }
    }
    out.bulk("len");
    out.integer(best);
  }

  private static void writeRange(int from, int to, ReplyWriter out) {
    out.array(2);
    out.integer(from);
    out.integer(to);
  }
}
