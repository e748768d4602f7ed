package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.READONLY;
import static dev.heddle.server.command.KeySpec.Use.ACCESS;
import static dev.heddle.server.command.KeySpec.Use.RO;
import static dev.heddle.server.command.KeySpec.firstKey;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.store.Elements;
import dev.heddle.store.HashPart;
import dev.heddle.store.HashValue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** HRANDFIELD. */
final class HashRandom {
  private HashRandom() {}

  static void declare(CommandTable t) {
    t.add(
            "HRANDFIELD key [options=count [withvalues=WITHVALUES]]",
            firstKey(RO, ACCESS),
            HashRandom::hrandfield,
            READONLY)
        .tips("nondeterministic_output")
        .doc("6.2.0", "O(N), N fields returned", "Returns one or several fields by chance.");
  }

  private static void hrandfield(Call call, ReplyWriter out) {
    var options = call.count() == 2 ? null : RandomOptions.parse(call, "WITHVALUES");
    HashValue hash = call.find(1, HashValue.class);
    if (options == null) {
      one(hash, call.random(), out);
    } else if (hash == null || options.count() == 0) {
      out.array(0);
    } else {
      several(hash, options, call.random(), out);
    }
  }

  private static void one(@Nullable HashValue hash, RandomGenerator random, ReplyWriter out) {
    if (hash == null) {
      out.nil();
    } else {
      hash.random(HashPart.FIELD, random, new Bulks(out));
    }
  }

  private static void several(
      HashValue hash, RandomOptions options, RandomGenerator random, ReplyWriter out) {
    var part = options.both() ? HashPart.BOTH : HashPart.FIELD;
    if (options.count() > 0) {
      int count = (int) Math.min(options.count(), hash.size());
      hash.randomDistinct(count, part, random, array(count, part, out));
    } else {
      int count = repetitions(options, part);
      hash.randomRepeated(count, part, random, array(count, part, out));
    }
  }

  /** No array has more elements than these. */
  private static int repetitions(RandomOptions options, HashPart part) {
    if (-options.count() > Integer.MAX_VALUE / part.width()) {
      throw Err.OUT_OF_RANGE;
    }
    return (int) -options.count();
  }

  /** Begins the array of the reply and returns what takes the elements. */
  private static Elements array(int count, HashPart part, ReplyWriter out) {
    if (part == HashPart.BOTH && out.protocol() == 3) {
      out.array(count);
      return new Pairs(out);
    }
    out.array(count * part.width());
    return new Bulks(out);
  }

  /** Writes every two elements as an array. */
  private static final class Pairs implements Elements {
    private final ReplyWriter out;
    private final Bulks bulks;
    private boolean inPair;

    Pairs(ReplyWriter out) {
      this.out = out;
      this.bulks = new Bulks(out);
    }

    @Override
    public void text(byte[] a, int off, int len) {
      next();
      bulks.text(a, off, len);
    }

    @Override
    public void number(long value) {
      next();
      bulks.number(value);
    }

    private void next() {
      if (!inPair) {
        out.array(2);
      }
      inPair = !inPair;
    }
  }
}
