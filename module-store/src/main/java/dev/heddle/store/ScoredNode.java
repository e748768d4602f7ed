package dev.heddle.store;

import java.util.Arrays;

/**
 * A member of a large sorted set with its score, 24 bytes with compact object headers. Members are
 * ordered by score, and by their bytes, unsigned, where scores are equal; zero and negative zero
 * are.
 */
final class ScoredNode extends Node {
  /** Never NaN; changed only by who keeps the order. */
  double score;

  ScoredNode(byte[] member, double score) {
    super(member);
    this.score = score;
  }

  byte[] member() {
    return key;
  }

  /** Negative, zero or positive as this is below, at or above that place in the order. */
  int compareTo(double otherScore, byte[] otherMember) {
    if (score != otherScore) {
      return score < otherScore ? -1 : 1;
    }
    return Arrays.compareUnsigned(key, otherMember);
  }
}
