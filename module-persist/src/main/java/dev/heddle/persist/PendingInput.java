package dev.heddle.persist;

import dev.heddle.store.Consumer;
import dev.heddle.store.ConsumerGroup;
import dev.heddle.store.StreamId;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pending entries of a stream's group, which an RDB file lists before it says whose each is.
 */
final class PendingInput {
  private static final int LEAST = RdbStreams.RAW_ID + Long.BYTES + 1;
  private static final int MOST = Integer.MAX_VALUE - 8;

  private final RdbInput in;
  private final StreamId[] ids;
  private final long[] deliveredAt;
  private final long[] deliveries;

  /** Whose each is; null until that is read. */
  private final @Nullable Consumer[] owners;

  /** Reads the list. */
  PendingInput(RdbInput in) throws IOException {
    long count = in.count(LEAST);
    if (count > MOST) {
      throw in.bad("too many pending entries of a stream's group: " + count);
    }
    this.in = in;
    ids = new StreamId[(int) count];
    deliveredAt = new long[ids.length];
    deliveries = new long[ids.length];
    owners = new Consumer[ids.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = RdbStreams.rawId(in);
      if (i > 0 && !ids[i].isAfter(ids[i - 1])) {
        throw in.bad("pending entries of a stream's group are not in the order of their ids");
      }
      deliveredAt[i] = in.int64();
      deliveries[i] = in.length();
    }
  }

  /** The entry of this id is pending for this consumer. */
  void assign(StreamId id, Consumer consumer) throws RdbFormatException {
    int i = Arrays.binarySearch(ids, id);
    if (i < 0) {
      throw in.bad("an entry is pending for a consumer of a stream's group, not for the group");
    }
    if (owners[i] != null) {
      throw in.bad("an entry of a stream is pending for two consumers of one group");
    }
    owners[i] = consumer;
  }

  /** Makes the entries pending in the group, whose consumers are all known. */
  void addTo(ConsumerGroup group) throws RdbFormatException {
    for (int i = 0; i < ids.length; i++) {
      Consumer owner = owners[i];
      if (owner == null) {
        throw in.bad("an entry is pending for a stream's group, but for no consumer");
      }
      group.addPending(ids[i].ms(), ids[i].seq(), owner, deliveredAt[i], deliveries[i]);
    }
  }
}
