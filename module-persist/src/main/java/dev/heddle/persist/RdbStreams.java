package dev.heddle.persist;

import dev.heddle.store.Consumer;
import dev.heddle.store.ConsumerGroup;
import dev.heddle.store.ListPack;
import dev.heddle.store.StreamId;
import dev.heddle.store.StreamValue;
import java.io.IOException;

/**
 * Reads streams of RDB files.
 *
 * <pre>
 * STREAM_LISTPACKS   --> Nodes Length(entries) Id(last) Groups                 before version 10
 * STREAM_LISTPACKS_2 --> Nodes Length(entries) Id(last) Id(first) Id(max deleted) Length(added) Groups
 * STREAM_LISTPACKS_3 --> as STREAM_LISTPACKS_2                     from version 11 on, never written
 *
 * Nodes     --> Length (10 RawId String){length}                   master id and ListPack of a node
 * Groups    --> Length Group{length}
 * Group     --> String(name) Id(last delivered) [Length(read)] Pending Consumers         read: 2, 3
 * Pending   --> Length (RawId Int64LE(delivered at) Length(deliveries)){length}
 * Consumers --> Length Consumer{length}
 * Consumer  --> String(name) Int64LE(seen at) [Int64LE(active at)] Length RawId{length}   active: 3
 * Id        --> Length(ms) Length(seq)
 * RawId     --> Int64BE(ms) Int64BE(seq)
 *
 * 01 10 0000000000000005 0000000000000001                  one node, of the id 5-1
 *    1c 1c000000 0a00 01010001010181610200010201 00010001 01010401 ff
 * 01 0501 0501 0000 01                                     one entry, a=1; last, first, deleted, added
 * 01 0167 0000 00 00 00                                    the group g has read nothing
 * </pre>
 *
 * <p>The entries of a node, and of the pending, stand in the order of their ids. Each entry that is
 * pending in a group is so for one of its consumers. {@code read} is all ones where it is not
 * known.
 */
final class RdbStreams {
  static final int RAW_ID = 2 * Long.BYTES;

  /** The least that a node, a group and a consumer take. */
  private static final int LEAST_NODE = 1 + RAW_ID + 1;

  private static final int LEAST_GROUP = 5;
  private static final int LEAST_CONSUMER = 1 + Long.BYTES + 1;

  private final RdbInput in;
  private final PackedInput packed;

  RdbStreams(RdbInput in, PackedInput packed) {
    this.in = in;
    this.packed = packed;
  }

  /** A stream of one of the three types. */
  StreamValue stream(RdbType type) throws IOException {
    var stream = new StreamValue();
    for (long left = in.count(LEAST_NODE); left > 0; left--) {
      node(stream);
    }
    memory(stream, type);
    for (long left = in.count(LEAST_GROUP); left > 0; left--) {
      group(stream, type);
    }
    return stream;
  }

  private void node(StreamValue stream) throws IOException {
    if (in.length() != RAW_ID) {
      throw in.bad("the id of a stream's node is not of " + RAW_ID + " bytes");
    }
    StreamId master = rawId();
    if (!master.isAfter(stream.highestId())) {
      throw in.bad("the nodes of a stream are not in the order of their ids");
    }
    byte[] list = packed.listPack();
    if (!StreamValue.isNode(master, list, ListPack.bytes(list))) {
      throw in.bad("invalid node of a stream");
    }
    stream.addNode(master, list);
  }

  /** What the stream remembers besides its entries; the first id is known from these. */
  private void memory(StreamValue stream, RdbType type) throws IOException {
    if (in.length() != stream.length()) {
      throw in.bad("a stream has not as many entries as it says");
    }
    StreamId last = id();
    StreamId maxDeleted = StreamId.MIN;
    long added = stream.length();
    if (type != RdbType.STREAM_LISTPACKS) {
      id();
      maxDeleted = id();
      added = in.length();
    }
    if (last.isBefore(stream.highestId()) || last.isBefore(maxDeleted)) {
      throw in.bad("the last id of a stream is not its highest");
    }
    if (added < stream.length()) {
      throw in.bad("a stream has more entries than were added");
    }
    stream.remember(last, maxDeleted, added);
  }

  private void group(StreamValue stream, RdbType type) throws IOException {
    byte[] name = in.string();
    if (stream.group(name) != null) {
      throw in.bad("duplicate group of a stream");
    }
    StreamId last = id();
    long read = type == RdbType.STREAM_LISTPACKS ? stream.entriesUpTo(last) : in.unsigned();
    if (read < ConsumerGroup.UNKNOWN) {
      throw in.bad("a stream's group has read too many entries");
    }
    ConsumerGroup group = stream.addGroup(name, last, read);
    var pending = new PendingInput(in);
    for (long left = in.count(LEAST_CONSUMER); left > 0; left--) {
      Consumer consumer = consumer(group, type);
      for (long ids = in.count(RAW_ID); ids > 0; ids--) {
        pending.assign(rawId(), consumer);
      }
    }
    pending.addTo(group);
  }

  private Consumer consumer(ConsumerGroup group, RdbType type) throws IOException {
    byte[] name = in.string();
    if (group.consumer(name) != null) {
      throw in.bad("duplicate consumer of a stream's group");
    }
    long seenAt = in.int64();
    Consumer consumer = group.addConsumer(name, seenAt);
    consumer.active(type == RdbType.STREAM_LISTPACKS_3 ? in.int64() : seenAt);
    return consumer;
  }

  private StreamId id() throws IOException {
    return new StreamId(in.unsigned(), in.unsigned());
  }

  private StreamId rawId() throws IOException {
    return rawId(in);
  }

  static StreamId rawId(RdbInput in) throws IOException {
    return new StreamId(Long.reverseBytes(in.int64()), Long.reverseBytes(in.int64()));
  }
}
