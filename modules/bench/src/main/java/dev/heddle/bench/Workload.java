package dev.heddle.bench;

import java.util.List;

/**
 * What redis-benchmark sends, one row each: its custom command line, and the command that fills the
 * keyspace before. In both {@code __rand_int__} stands for twelve digits, drawn at random by
 * redis-benchmark and counted up from 0 when filling, and {@code __value__} for a value. Where the
 * fill is sent once for each number of the keyspace it leaves each key or element that the command
 * line can name, so that rounds neither grow nor miss.
 *
 * <p>redis-benchmark's numbers begin with zeros, so they cannot be positions of bits: each SETBIT
 * is in a string of 126 bytes of its own, and BITCOUNT counts in one of 128 kB. The points of
 * GEOSEARCH lie 1.6 m apart on a line, so that some 127 are within its circle.
 */
enum Workload {
  SET("set key:__rand_int__ __value__", "set key:__rand_int__ __value__"),
  GET("get key:__rand_int__", "set key:__rand_int__ __value__"),
  INCR("incr counter:__rand_int__", "set counter:__rand_int__ 0"),
  MSET("mset" + " key:__rand_int__ __value__".repeat(10), "set key:__rand_int__ __value__"),
  LPUSH("lpush list __value__", Fill.ONCE, "lpush list __value__"),
  RPOP("rpop list", Fill.EACH_ROUND, "rpush list" + " __value__".repeat(Fill.AT_ONCE)),
  LRANGE_100("lrange list 0 99", Fill.ONCE, "rpush list" + " __value__".repeat(Fill.AT_ONCE)),
  SADD("sadd set member:__rand_int__", "sadd set member:__rand_int__"),
  HSET("hset hash field:__rand_int__ __value__", "hset hash field:__rand_int__ __value__"),
  ZADD("zadd zset __rand_int__ member:__rand_int__", "zadd zset __number__ member:__rand_int__"),
  ZRANGE_100("zrange zset 0 99", "zadd zset __number__ member:__rand_int__"),
  XADD("xadd stream * field __value__", Fill.ONCE, "xadd stream * field __value__"),
  XREADGROUP(
      "xreadgroup group group consumer count 1 streams stream >",
      Fill.EACH_REQUEST,
      "xadd stream * field __value__",
      "del stream",
      "xgroup create stream group 0 mkstream"),
  SETBIT("setbit bits:__rand_int__ 1000 1", "setbit bits:__rand_int__ 1000 1"),
  BITCOUNT("bitcount bits", Fill.ONCE, "setbit bits 1048575 1"),
  PFADD("pfadd hll element:__rand_int__", "pfadd hll element:__rand_int__"),
  GEOSEARCH(
      "geosearch points frommember point:__rand_int__ byradius 100 m count 10",
      "geoadd points __number__e-5 __number__e-5 point:__rand_int__"),
  PUBLISH_100("publish channel __value__", Fill.ONCE, "ping");

  /** How often the command that fills is sent. */
  enum Fill {
    /** Once for each number below the size of the keyspace. */
    KEYSPACE,
    /** Once. */
    ONCE,
    /** Before each round, an element for each request of the round. */
    EACH_ROUND,
    /** Before each round, once for each request of the round. */
    EACH_REQUEST;

    /** Elements that one command adds for {@link #EACH_ROUND}. */
    static final int AT_ONCE = 100;
  }

  private static final int SUBSCRIBERS = 100;

  private final String command;
  private final Fill fill;
  private final String fillCommand;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list
  private final List<String> before;

  Workload(String command, String fillCommand) {
    this(command, Fill.KEYSPACE, fillCommand);
  }

  Workload(String command, Fill fill, String fillCommand, String... before) {
    this.command = command;
    this.fill = fill;
    this.fillCommand = fillCommand;
    this.before = List.of(before);
  }

  /** The command that is measured, as the table says. */
  String line() {
    return command;
  }

  /** Its words, for redis-benchmark. */
  List<String> command(int valueSize) {
    String value = "x".repeat(valueSize);
    return Words.split(command).stream().map(word -> word.replace("__value__", value)).toList();
  }

  /** The command that fills. */
  Template fill(int valueSize) {
    return new Template(fillCommand, "x".repeat(valueSize));
  }

  /** How often it is sent before the first round. */
  int fillCount(int keyspace) {
    return fill == Fill.KEYSPACE ? keyspace : 1;
  }

  /** How often it is sent before a round of so many requests. */
  int refillCount(long requests) {
    return switch (fill) {
      case KEYSPACE, ONCE -> 0;
      case EACH_ROUND -> Math.toIntExact(Math.ceilDiv(requests, Fill.AT_ONCE));
      case EACH_REQUEST -> Math.toIntExact(requests);
    };
  }

  /** The words of the commands that are sent before a round is filled. */
  List<String[]> beforeRefill() {
    return before.stream().map(line -> Words.split(line).toArray(String[]::new)).toList();
  }

  /** The clients that take what is published, and answer nothing. */
  int subscribers() {
    return this == PUBLISH_100 ? SUBSCRIBERS : 0;
  }
}
