package dev.heddle.persist;

import dev.heddle.store.Value;
import java.io.IOException;

/** The byte before each key, which says how its value is written; numbers are Redis's. */
enum RdbType {
  STRING(0),
  LIST(1),
  SET(2),
  ZSET(3),
  HASH(4),
  ZSET_2(5),
  MODULE(6),
  MODULE_2(7),
  HASH_ZIPMAP(9),
  LIST_ZIPLIST(10),
  SET_INTSET(11),
  ZSET_ZIPLIST(12),
  HASH_ZIPLIST(13),
  LIST_QUICKLIST(14),
  STREAM_LISTPACKS(15),
  HASH_LISTPACK(16),
  ZSET_LISTPACK(17),
  LIST_QUICKLIST_2(18),
  STREAM_LISTPACKS_2(19),
  SET_LISTPACK(20),
  STREAM_LISTPACKS_3(21);

  private static final RdbType[] ALL = values();

  final int id;

  RdbType(int id) {
    this.id = id;
  }

  /** The type of this number. */
  static RdbType of(int id, RdbInput in) throws RdbFormatException {
    for (RdbType type : ALL) {
      if (type.id == id) {
        return type;
      }
    }
    throw in.bad("Unknown RDB encoding type " + id);
  }

  /** Reads the value that follows the key. */
  Value read(RdbInput in) throws IOException {
    return switch (this) {
      case STRING -> in.stringValue();
      case LIST,
          SET,
          ZSET,
          HASH,
          ZSET_2,
          MODULE,
          MODULE_2,
          HASH_ZIPMAP,
          LIST_ZIPLIST,
          SET_INTSET,
          ZSET_ZIPLIST,
          HASH_ZIPLIST,
          LIST_QUICKLIST,
          STREAM_LISTPACKS,
          HASH_LISTPACK,
          ZSET_LISTPACK,
          LIST_QUICKLIST_2,
          STREAM_LISTPACKS_2,
          SET_LISTPACK,
          STREAM_LISTPACKS_3 ->
          throw in.bad("Values of RDB type " + this + " (" + id + ") are not supported");
    };
  }
}
