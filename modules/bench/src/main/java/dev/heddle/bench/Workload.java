package dev.heddle.bench;

import java.util.List;

/**
 * What redis-benchmark sends, one row each: its custom command line, and the command that fills the
 * keyspace before. In both {@code __rand_int__} stands for twelve digits, drawn at random by
 * redis-benchmark and counted up from 0 when filling, and {@code __value__} for a value. Where the
 * fill is sent once for each number of the keyspace it leaves each key or element that the command
 * line can name, so that rounds neither grow nor miss.
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
  PUBLISH_100("publish channel __value__", Fill.ONCE, "ping");

  /** How often the command that fills is sent. */
  enum Fill {
    /** Once for each number below the size of the keyspace. */
    KEYSPACE,
    /** Once. */
    ONCE,
    /** Before each round, an element for each request of the round. */
    EACH_ROUND;

    /** Elements that one command adds for {@link #EACH_ROUND}. */
    static final int AT_ONCE = 100;
  }

  private static final int SUBSCRIBERS = 100;

  private final String command;
  private final Fill fill;
  private final String fillCommand;

  Workload(String command, String fillCommand) {
    this(command, Fill.KEYSPACE, fillCommand);
  }

  Workload(String command, Fill fill, String fillCommand) {
    this.command = command;
    this.fill = fill;
    this.fillCommand = fillCommand;
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
    return fill == Fill.EACH_ROUND ? Math.toIntExact(Math.ceilDiv(requests, Fill.AT_ONCE)) : 0;
  }

  /** The clients that take what is published, and answer nothing. */
  int subscribers() {
    return this == PUBLISH_100 ? SUBSCRIBERS : 0;
  }
}
