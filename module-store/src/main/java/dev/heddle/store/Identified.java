package dev.heddle.store;

/** What an {@link IdIndex} keeps in the order of stream ids. */
abstract class Identified {
  final long ms;
  final long seq;

  Identified(long ms, long seq) {
    this.ms = ms;
    this.seq = seq;
  }

  /** The id as an object of its own. */
  public final StreamId id() {
    return new StreamId(ms, seq);
  }

  final int compareTo(long otherMs, long otherSeq) {
    return StreamId.compare(ms, seq, otherMs, otherSeq);
  }
}
