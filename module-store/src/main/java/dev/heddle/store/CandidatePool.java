package dev.heddle.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The best candidates for eviction seen so far, from all databases, kept from one eviction to the
 * next: so each eviction chooses among many more keys than it samples.
 */
final class CandidatePool {
  private static final int CAPACITY = 16;

  /** A key that may go: the higher its score, the sooner. */
  static final class Candidate {
    final Database db;
    final byte[] key;
    final long score;

    Candidate(Database db, byte[] key, long score) {
      this.db = db;
      this.key = key;
      this.score = score;
    }
  }

  /** By score, the highest last. */
  private final List<Candidate> candidates = new ArrayList<>(CAPACITY + 1);

  void offer(Database db, Entry entry, long score) {
    boolean full = candidates.size() == CAPACITY;
    if (full && score <= candidates.get(0).score) {
      return;
    }
    if (full) {
      candidates.remove(0);
    }
    int at = candidates.size();
    while (at > 0 && candidates.get(at - 1).score > score) {
      at--;
    }
    candidates.add(at, new Candidate(db, entry.key(), score));
  }

  /** Takes the candidate with the highest score; null when there is none. */
  @Nullable Candidate poll() {
    return candidates.isEmpty() ? null : candidates.remove(candidates.size() - 1);
  }

  void clear() {
    candidates.clear();
  }
}
