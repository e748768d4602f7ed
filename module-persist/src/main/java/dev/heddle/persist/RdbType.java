package dev.heddle.persist;

import dev.heddle.store.Value;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The byte before each key, which says how its value is written; numbers are Redis's. */
enum RdbType {
  STRING(0, RdbInput::stringValue),
  LIST(1, null),
  SET(2, null),
  ZSET(3, null),
  HASH(4, null),
  ZSET_2(5, null),
  MODULE(6, null),
  MODULE_2(7, null),
  HASH_ZIPMAP(9, null),
  LIST_ZIPLIST(10, null),
  SET_INTSET(11, null),
  ZSET_ZIPLIST(12, null),
  HASH_ZIPLIST(13, null),
  LIST_QUICKLIST(14, null),
  STREAM_LISTPACKS(15, null),
  HASH_LISTPACK(16, null),
  ZSET_LISTPACK(17, null),
  LIST_QUICKLIST_2(18, null),
  STREAM_LISTPACKS_2(19, null),
  SET_LISTPACK(20, null),
  STREAM_LISTPACKS_3(21, null);

  /** Reads a value of one type. */
  @FunctionalInterface
  interface Codec {
    Value read(RdbInput in) throws IOException;
  }

  private static final RdbType[] BY_ID = new RdbType[STREAM_LISTPACKS_3.id + 1];

  static {
    for (RdbType type : values()) {
      BY_ID[type.id] = type;
    }
  }

  final int id;
  private final @Nullable Codec codec;

  RdbType(int id, @Nullable Codec codec) {
    this.id = id;
    this.codec = codec;
  }

  /** Reads the value that follows the key. */
  static Value read(int id, RdbInput in) throws IOException {
    RdbType type = id < BY_ID.length ? BY_ID[id] : null;
    if (type == null) {
      throw in.bad("Unknown RDB encoding type " + id);
    }
    if (type.codec == null) {
      throw in.bad("Values of RDB type " + type + " (" + id + ") are not supported");
    }
    return type.codec.read(in);
  }
}
