package dev.heddle.server.family;

import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;
import dev.heddle.store.Decimal;
import dev.heddle.store.Elements;
import dev.heddle.store.Entry;
import dev.heddle.store.Scored;
import dev.heddle.store.SetValue;
import dev.heddle.store.ZSetValue;

/** A set that takes part in the algebra of sorted sets; the members of a plain one have score 1. */
sealed interface ZSetSource {
  /** The number of members. */
  int size();

  /** The score of a member; NaN when it is not there. */
  double score(byte[] a, int off, int len);

  /** Gives some members and returns the next cursor; 0: the end. */
  long scan(long cursor, Scored out);

  /** The set at the key in argument i, an empty one when there is none. */
  static ZSetSource find(Call call, int i) {
    Entry entry = call.entry(i);
    return switch (entry == null ? null : entry.value()) {
      case null -> new Plain(new SetValue());
      case ZSetValue set -> new Sorted(set);
      case SetValue set -> new Plain(set);
      default -> throw Err.WRONG_TYPE;
    };
  }

  /** A sorted set. */
  record Sorted(ZSetValue set) implements ZSetSource {
    @Override
    public int size() {
      return set.size();
    }

    @Override
    public double score(byte[] a, int off, int len) {
      return set.score(a, off, len);
    }

    @Override
    public long scan(long cursor, Scored out) {
      return set.scan(cursor, out);
    }
  }

  /** A set without scores. */
  record Plain(SetValue set) implements ZSetSource {
    private static final double SCORE = 1;

    @Override
    public int size() {
      return set.size();
    }

    @Override
    public double score(byte[] a, int off, int len) {
      return set.contains(a, off, len) ? SCORE : Double.NaN;
    }

    @Override
    public long scan(long cursor, Scored out) {
      return set.scan(cursor, new WithScore(out, new byte[Decimal.MAX_LENGTH]));
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record WithScore(Scored out, byte[] digits) implements Elements {
      @Override
      public void text(byte[] a, int off, int len) {
        out.text(a, off, len, SCORE);
      }

      @Override
      public void number(long value) {
        out.text(digits, 0, Decimal.write(value, digits, 0), SCORE);
      }
    }
  }
}
