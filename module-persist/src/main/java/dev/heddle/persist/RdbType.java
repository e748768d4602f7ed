package dev.heddle.persist;

import org.jspecify.annotations.Nullable;

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

  private static final @Nullable RdbType[] BY_ID = byId();

  final int id;

  RdbType(int id) {
    this.id = id;
  }

  /** The type of this number. */
  static RdbType of(int id, RdbInput in) throws RdbFormatException {
    RdbType type = id < BY_ID.length ? BY_ID[id] : null;
    if (type == null) {
      throw in.bad("Unknown RDB encoding type " + id);
    }
    return type;
  }

  private static @Nullable RdbType[] byId() {
    RdbType[] all = values();
    var byId = new @Nullable RdbType[all[all.length - 1].id + 1];
    for (RdbType type : all) {
      byId[type.id] = type;
    }
    return byId;
  }
}
