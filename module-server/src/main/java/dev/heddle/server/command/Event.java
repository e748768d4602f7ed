package dev.heddle.server.command;

/** What happened to a key, under the names that keyspace notifications use. */
public enum Event {
  SET('$', "set"),
  SETRANGE('$', "setrange"),
  SETBIT('$', "setbit"),
  APPEND('$', "append"),
  INCRBY('$', "incrby"),
  INCRBYFLOAT('$', "incrbyfloat"),
  PFADD('$', "pfadd"),
  LPUSH('l', "lpush"),
  RPUSH('l', "rpush"),
  LPOP('l', "lpop"),
  RPOP('l', "rpop"),
  LINSERT('l', "linsert"),
  LSET('l', "lset"),
  LREM('l', "lrem"),
  LTRIM('l', "ltrim"),
  SORTSTORE('l', "sortstore"),
  HSET('h', "hset"),
  HDEL('h', "hdel"),
  HINCRBY('h', "hincrby"),
  HINCRBYFLOAT('h', "hincrbyfloat"),
  SADD('s', "sadd"),
  SREM('s', "srem"),
  SPOP('s', "spop"),
  SINTERSTORE('s', "sinterstore"),
  SUNIONSTORE('s', "sunionstore"),
  SDIFFSTORE('s', "sdiffstore"),
  ZADD('z', "zadd"),
  ZINCR('z', "zincr"),
  ZREM('z', "zrem"),
  ZREMRANGEBYRANK('z', "zremrangebyrank"),
  ZREMRANGEBYSCORE('z', "zremrangebyscore"),
  ZREMRANGEBYLEX('z', "zremrangebylex"),
  ZPOPMIN('z', "zpopmin"),
  ZPOPMAX('z', "zpopmax"),
  ZRANGESTORE('z', "zrangestore"),
  ZUNIONSTORE('z', "zunionstore"),
  ZINTERSTORE('z', "zinterstore"),
  ZDIFFSTORE('z', "zdiffstore"),
  GEOSEARCHSTORE('z', "geosearchstore"),
  GEORADIUSSTORE('z', "georadiusstore"),
  XADD('t', "xadd"),
  XDEL('t', "xdel"),
  XTRIM('t', "xtrim"),
  XSETID('t', "xsetid"),
  XGROUP_CREATE('t', "xgroup-create"),
  XGROUP_SETID('t', "xgroup-setid"),
  XGROUP_DESTROY('t', "xgroup-destroy"),
  XGROUP_CREATECONSUMER('t', "xgroup-createconsumer"),
  XGROUP_DELCONSUMER('t', "xgroup-delconsumer"),
  NEW('n', "new"),
  KEYMISS('m', "keymiss"),
  DEL('g', "del"),
  EXPIRE('g', "expire"),
  PERSIST('g', "persist"),
  RENAME_FROM('g', "rename_from"),
  RENAME_TO('g', "rename_to"),
  MOVE_FROM('g', "move_from"),
  MOVE_TO('g', "move_to"),
  COPY_TO('g', "copy_to"),
  RESTORE('g', "restore"),
  EXPIRED('x', "expired"),
  EVICTED('e', "evicted"),
  /** A change that notifications do not tell of: no class is of this kind. */
  UNTOLD('\0', "");

  private final char kind;
  private final String text;

  Event(char kind, String text) {
    this.kind = kind;
    this.text = text;
  }

  /** The letter that selects it in notify-keyspace-events. */
  public char kind() {
    return kind;
  }

  /** The event's name. */
  public String text() {
    return text;
  }
}
