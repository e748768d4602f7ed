package dev.heddle.store;

/**
 * Checks the entries of a valid {@link ListPack} that claims to be a {@link StreamNode}: that they
 * are built as such, are as many as it says, and have ids that ascend from the master id on.
 */
final class StreamNodeCheck {
  private final StreamId master;
  private final byte[] lp;
  private int at = ListPack.HEADER;
  private boolean fine = true;
  private long seen;
  private long deletedSeen;
  private long ms;
  private long seq;

  StreamNodeCheck(StreamId master, byte[] lp) {
    this.master = master;
    this.lp = lp;
  }

  boolean passes() {
    long live = number();
    long deleted = number();
    long fields = number();
    skip(fields);
    fine &= fields > 0 && number() == 0;
    while (fine && !ListPack.isEnd(lp, at)) {
      entry(fields);
    }
    return fine && seen > 0 && live == seen - deletedSeen && deleted == deletedSeen;
  }

  private void entry(long masterFields) {
    int flags = flags();
    id(master.ms() + number(), master.seq() + number());
    boolean same = (flags & StreamNode.SAME_FIELDS) != 0;
    long fields = same ? masterFields : number();
    fine &= fields > 0 && fields <= Integer.MAX_VALUE;
    skip(same ? fields : 2 * fields);
    long elements = StreamNode.FRAME - 1 + (same ? fields : 2 * fields + 1);
    fine &= number() == elements;
    seen++;
    deletedSeen += flags & StreamNode.DELETED;
  }

  /** The flags, which must stand in one byte: there they are changed. */
  private int flags() {
    int flags = lp[at];
    fine &= (flags & ~(StreamNode.DELETED | StreamNode.SAME_FIELDS)) == 0;
    number();
    return flags;
  }

  private void id(long nextMs, long nextSeq) {
    fine &=
        seen == 0
            ? StreamId.compare(nextMs, nextSeq, master.ms(), master.seq()) >= 0
            : StreamId.compare(nextMs, nextSeq, ms, seq) > 0;
    ms = nextMs;
    seq = nextSeq;
  }

  private long number() {
    if (!fine || ListPack.isEnd(lp, at) || !ListPack.isNumber(lp, at)) {
      fine = false;
      return 0;
    }
    long number = ListPack.number(lp, at);
    at = ListPackEntry.next(lp, at);
    return number;
  }

  private void skip(long elements) {
    for (long left = elements; left > 0 && fine; left--) {
      if (ListPack.isEnd(lp, at)) {
        fine = false;
      } else {
        at = ListPackEntry.next(lp, at);
      }
    }
  }
}
