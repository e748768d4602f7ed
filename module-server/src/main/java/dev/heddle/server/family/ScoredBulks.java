package dev.heddle.server.family;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.store.Decimal;
import dev.heddle.store.Scored;

/** Writes members of a sorted set with their scores: one behind the other, or in pairs. */
final class ScoredBulks implements Scored {
  private final ReplyWriter out;
  private final boolean pairs;
  private final byte[] digits = new byte[Decimal.MAX_LENGTH];

  /** With {@code pairs} each member and its score are an array of their own. */
  ScoredBulks(ReplyWriter out, boolean pairs) {
    this.out = out;
    this.pairs = pairs;
  }

  /** Writes the head of the array of so many members with scores, in pairs in RESP3 only. */
  static ScoredBulks array(ReplyWriter out, int members) {
    boolean pairs = out.protocol() == 3;
    out.array(pairs ? members : 2 * members);
    return new ScoredBulks(out, pairs);
  }

  @Override
  public void text(byte[] a, int off, int len, double score) {
    if (pairs) {
      out.array(2);
    }
    out.bulk(a, off, len);
    out.number(score);
  }

  @Override
  public void number(long member, double score) {
    text(digits, 0, Decimal.write(member, digits, 0), score);
  }
}
