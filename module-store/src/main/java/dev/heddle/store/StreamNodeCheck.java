package dev.heddle.store;

/** Checks the entries of a valid {@link ListPack} that claims to be a {@link StreamNode}. */
final class StreamNodeCheck {
  private final byte[] lp;
  private int at = ListPack.HEADER;
  private boolean fine = true;

  StreamNodeCheck(byte[] lp) {
    this.lp = lp;
  }

  boolean passes() {
    long live = number();
    long deleted = number();
    long fields = number();
    skip(fields);
    fine &= number() == 0 && live >= 0 && deleted >= 0;
    long liveSeen = 0;
    long deletedSeen = 0;
    while (fine && !ListPack.isEnd(lp, at)) {
      if (entry(fields)) {
        deletedSeen++;
      } else {
        liveSeen++;
      }
    }
    return fine && live == liveSeen && deleted == deletedSeen;
  }

  /** Checks an entry; true when it is deleted. */
  private boolean entry(long masterFields) {
    long flags = number();
    number();
    number();
    boolean same = (flags & StreamNode.SAME_FIELDS) != 0;
    long elements = same ? masterFields : 2 * number() + 1;
    skip(same ? elements : elements - 1);
    fine &= flags >= 0 && flags < 4 && number() == elements + StreamNode.FRAME - 1;
    return (flags & StreamNode.DELETED) != 0;
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
    fine &= elements >= 0;
    for (long left = elements; left > 0 && fine; left--) {
      if (ListPack.isEnd(lp, at)) {
        fine = false;
      } else {
        at = ListPackEntry.next(lp, at);
      }
    }
  }
}
