package dev.heddle.server.family;

import dev.heddle.resp.Args;
import dev.heddle.server.command.Err;
import dev.heddle.store.StreamId;

/**
 * The id that XADD asks for: {@code *}, {@code ms-*} or all of it.
 *
 * @param id its parts, where they are given
 * @param timeGiven whether the first part is
 * @param seqGiven whether the second part is
 */
record NewId(StreamId id, boolean timeGiven, boolean seqGiven) {
  /** {@code *}. */
  static final NewId ANY = new NewId(StreamId.MIN, /* timeGiven= */ false, /* seqGiven= */ false);

  private static final String ANY_SEQ = "-*";

  static NewId parse(Args args, int i) {
    if (args.is(i, "*")) {
      return ANY;
    }
    String text = StreamIds.text(args, i, 0);
    if (text.endsWith(ANY_SEQ) && text.indexOf('-') == text.length() - ANY_SEQ.length()) {
      long ms = StreamIds.number(text.substring(0, text.length() - ANY_SEQ.length()));
      return new NewId(new StreamId(ms, 0), /* timeGiven= */ true, /* seqGiven= */ false);
    }
    return new NewId(StreamIds.parse(args, i, 0), /* timeGiven= */ true, /* seqGiven= */ true);
  }

  boolean isZero() {
    return seqGiven && id.isZero();
  }

  /** The id that follows a stream's last one. */
  StreamId after(StreamId last, long now) {
    if (last.isMax()) {
      throw Err.XADD_EXHAUSTED;
    }
    StreamId wanted = wanted(last, now);
    if (!wanted.isAfter(last)) {
      throw Err.XADD_SMALLER;
    }
    return wanted;
  }

  private StreamId wanted(StreamId last, long now) {
    if (!timeGiven) {
      return Long.compareUnsigned(now, last.ms()) > 0 ? new StreamId(now, 0) : last.next();
    }
    if (seqGiven || id.ms() != last.ms()) {
      return id;
    }
    return last.seq() == -1 ? last : last.next();
  }
}
