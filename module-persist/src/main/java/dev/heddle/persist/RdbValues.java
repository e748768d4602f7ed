package dev.heddle.persist;

import dev.heddle.store.HashValue;
import dev.heddle.store.ListValue;
import dev.heddle.store.Packing;
import dev.heddle.store.SetValue;
import dev.heddle.store.StreamValue;
import dev.heddle.store.StringValue;
import dev.heddle.store.Value;
import dev.heddle.store.ZSetValue;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads and writes values as they stand in RDB files: in the form that their {@link RdbType} names.
 *
 * <p>What is read has been checked down to its last byte. What is written, Redis 7.0 reads.
 */
final class RdbValues {
  private final RdbInput in;
  private final RdbLists lists;
  private final RdbHashes hashes;
  private final RdbSets sets;
  private final RdbZSets zsets;
  private final RdbStreams streams;

  /** Reads values, which are packed as {@code packing} says. */
  RdbValues(RdbInput in, Packing packing) {
    var packed = new PackedInput(in, packing);
    this.in = in;
    this.lists = new RdbLists(in, packed, packing);
    this.hashes = new RdbHashes(in, packed, packing);
    this.sets = new RdbSets(in, packed, packing);
    this.zsets = new RdbZSets(in, packed, packing);
    this.streams = new RdbStreams(in, packed);
  }

  /** Reads a value of this type; a collection may turn out to be empty. */
  Value read(RdbType type) throws IOException {
    return switch (type) {
      case STRING -> in.stringValue();
      case LIST -> lists.list();
      case LIST_ZIPLIST -> lists.zipList();
      case LIST_QUICKLIST -> lists.quickList();
      case LIST_QUICKLIST_2 -> lists.quickList2();
      case HASH -> hashes.hash();
      case HASH_ZIPMAP -> hashes.zipMap();
      case HASH_ZIPLIST -> hashes.zipList();
      case HASH_LISTPACK -> hashes.listPack();
      case SET -> sets.set();
      case SET_INTSET -> sets.intSet();
      case SET_LISTPACK -> sets.listPack();
      case ZSET -> zsets.zset();
      case ZSET_2 -> zsets.zset2();
      case ZSET_ZIPLIST -> zsets.zipList();
      case ZSET_LISTPACK -> zsets.listPack();
      case STREAM_LISTPACKS, STREAM_LISTPACKS_2, STREAM_LISTPACKS_3 -> streams.stream(type);
      case MODULE, MODULE_2 -> throw new RdbModule(in).refusal();
    };
  }

  /** The type as which a value is written. */
  static RdbType type(Value value) {
    return switch (value) {
      case StringValue s -> RdbType.STRING;
      case ListValue l -> RdbType.LIST_QUICKLIST_2;
      case HashValue h -> RdbHashes.type(h);
      case SetValue s -> RdbSets.type(s);
      case ZSetValue z -> RdbZSets.type(z);
      case StreamValue s -> RdbType.STREAM_LISTPACKS_2;
    };
  }

  /** Writes a value as its {@link #type}. */
  static void write(Value value, RdbOutput out) throws IOException {
    try {
      switch (value) {
        case StringValue s -> out.string(s);
        case ListValue l -> RdbLists.write(l, out);
        case HashValue h -> RdbHashes.write(h, out);
        case SetValue s -> RdbSets.write(s, out);
        case ZSetValue z -> RdbZSets.write(z, out);
        case StreamValue s -> new StreamOutput(out).write(s);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
