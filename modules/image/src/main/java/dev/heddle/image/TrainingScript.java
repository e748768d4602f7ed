package dev.heddle.image;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a server is asked while it is trained: one command of each kind first, then common work
 * until the JVM knows which code is hot and how it is used; that is kept, too.
 */
final class TrainingScript {
  /** The words of each command are separated by single spaces. */
  static final List<String> COMMANDS =
      List.of(
          "PING",
          "HELLO 3",
          "INFO",
          "HELLO 2",
          "INFO everything",
          "CLIENT SETNAME training",
          "CLIENT SETINFO LIB-NAME training",
          "CLIENT ID",
          "CLIENT LIST",
          "COMMAND",
          "COMMAND DOCS",
          "COMMAND COUNT",
          "CONFIG GET *",
          "CONFIG SET hz 10",
          "SELECT 1",
          "SELECT 0",
          "SET greeting hello",
          "SET session token EX 3600",
          "SET once 1 NX PX 3600000",
          "GET greeting",
          "GET absent",
          "GETEX session PERSIST",
          "APPEND greeting ,world",
          "STRLEN greeting",
          "GETRANGE greeting 0 4",
          "SETRANGE greeting 6 there",
          "INCR counter",
          "INCRBY counter 41",
          "INCRBYFLOAT ratio 1.5",
          "MSET a 1 b 2 c 3",
          "MGET a b c absent",
          "EXPIRE a 3600",
          "TTL a",
          "PTTL a",
          "PERSIST a",
          "TYPE a",
          "EXISTS a b",
          "OBJECT ENCODING a",
          "RENAME b d",
          "COPY c e",
          "SCAN 0 MATCH * COUNT 100",
          "KEYS *",
          "RANDOMKEY",
          "DEL a",
          "UNLINK c",
          "DBSIZE",
          "TIME",
          "GET",
          "NOSUCHCOMMAND",
          "INCR greeting",
          "SET a b SYNTAX");

  /** What reads everything back, from both kinds of file, and ends the training. */
  static final List<String> END =
      List.of("DEBUG RELOAD", "DEBUG LOADAOF", "DEBUG RELOAD", "FLUSHALL ASYNC");

  /** How often {@link #work} is to be done: until its code counts as hot, and a little longer. */
  static final int ROUNDS = 15_000;

  private static final String TEXT = "x".repeat(64);

  private TrainingScript() {}

  /** Common work on keys of all types, small ones of their own for each round and a few large. */
  static List<String> work(int round) {
    return Stream.of(
            "SET key:# " + TEXT,
            "SET key:# " + TEXT,
            "GET key:#",
            "SET session:# token EX 1000000",
            "INCR counter:#",
            "INCR counter",
            "MSET one:# 1 two:# " + TEXT,
            "MGET one:# two:# three:#",
            "HSET hash:# name n# age 42 city Vienna visits #",
            "HGETALL hash:#",
            "HSET large:hash field:# value:#",
            "HGET large:hash field:#",
            "RPUSH list:# one two three four item:#",
            "LRANGE list:# 0 -1",
            "RPUSH large:list item:#",
            "LPUSH queue item:#",
            "RPOP queue",
            "SADD intset:# 1 2 3 5 8 #",
            "SADD set:# red green blue member:#",
            "SADD large:set member:#",
            "SISMEMBER large:set member:#",
            "ZADD zset:# 1 one 2.5 two # member:#",
            "ZRANGE zset:# 0 -1 WITHSCORES",
            "ZADD large:zset # member:#",
            "ZRANK large:zset member:#",
            "XADD stream:# 1-1 sensor # value 20.5",
            "XADD large:stream * sensor # value 20.5",
            "SETBIT bitmap # 1",
            "PFADD visitors visitor:#",
            "EXPIRE key:# 1000000",
            "DEL one:#")
        .map(command -> command.replace("#", Integer.toString(round)))
        .toList();
  }
}
