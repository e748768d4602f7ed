package dev.heddle.server.family;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.store.Decimal;
import dev.heddle.store.StreamId;
import dev.heddle.store.StreamWalk;
import java.nio.charset.StandardCharsets;

/** Writes ids and entries of streams. */
final class StreamReplies {
  private final ReplyWriter out;
  private final Bulks bulks;
  private final byte[] text = new byte[2 * Decimal.MAX_LENGTH + 1];

  StreamReplies(ReplyWriter out) {
    this.out = out;
    this.bulks = new Bulks(out);
  }

  void id(StreamId id) {
    id(id.ms(), id.seq());
  }

  void id(long ms, long seq) {
    int length = write(ms, 0);
    text[length] = '-';
    length = write(seq, length + 1);
    out.bulk(text, 0, length);
  }

  /** Writes an unsigned number and returns where it ends. */
  private int write(long number, int at) {
    if (number >= 0) {
      return at + Decimal.write(number, text, at);
    }
    byte[] digits = Long.toUnsignedString(number).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, text, at, digits.length);
    return at + digits.length;
  }

  /** The entry on which a walk stands: its id, and its fields and values. */
  void entry(StreamWalk walk) {
    out.array(2);
    id(walk.ms(), walk.seq());
    out.array(2 * walk.fields());
    walk.give(bulks);
  }

  /** Up to so many entries of a walk that stands before the first. */
  void entries(StreamWalk walk, long count) {
    if (count > 0 && walk.next()) {
      entriesFrom(walk, count);
    } else {
      out.array(0);
    }
  }

  /** Up to so many entries, one at least, of a walk that stands on the first. */
  void entriesFrom(StreamWalk walk, long count) {
    int mark = out.open();
    int n = 0;
    do {
      entry(walk);
      n++;
    } while (n < count && walk.next());
    out.closeArray(mark, n);
  }
}
