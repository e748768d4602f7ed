package dev.heddle.bench;

import java.io.IOException;

/**
 * Keys of all types, small ones and a few large ones, one row each: the command sent once for each
 * number from 0 on, with the places of {@link Template}, and its share.
 *
 * <p>Each command of the first rows makes a key, and their shares add up to a thousand; those of
 * the rows called LARGE add an element to the same key.
 */
enum Mix {
  STRINGS(580, "set key:__rand_int__ __value__"),
  EXPIRING(100, "set session:__rand_int__ __value__ ex 10000000"),
  INTEGERS(100, "set counter:__rand_int__ __number__"),
  HASHES(100, "hset hash:__rand_int__ name n__number__ age 42 city Vienna visits __number__"),
  LISTS(40, "rpush list:__rand_int__ one two three four item:__number__"),
  INTSETS(20, "sadd intset:__rand_int__ 1 2 3 5 8 __number__"),
  SETS(30, "sadd set:__rand_int__ red green blue member:__number__"),
  ZSETS(25, "zadd zset:__rand_int__ 1 one 2.5 two 3 three __number__ member:__number__"),
  STREAMS(5, "xadd stream:__rand_int__ 1-1 sensor __number__ value 20.5"),
  LARGE_LIST(20, "rpush large:list item:__number__"),
  LARGE_HASH(20, "hset large:hash field:__rand_int__ value:__number__"),
  LARGE_SET(20, "sadd large:set member:__rand_int__"),
  LARGE_ZSET(20, "zadd large:zset __number__ member:__rand_int__");

  private static final int WHOLE = 1000;
  private static final int VALUE_SIZE = 64;

  private final int share;
  private final String command;

  Mix(int share, String command) {
    this.share = share;
    this.command = command;
  }

  /** The command of this row. */
  Template template() {
    return new Template(command, "x".repeat(VALUE_SIZE));
  }

  /** How many commands of this row go with so many keys: at least one. */
  int commands(int keys) {
    return (int) Math.max(1, (long) keys * share / WHOLE);
  }

  private boolean large() {
    return name().startsWith("LARGE_");
  }

  /** How many keys there are when about so many were asked for. */
  static long keys(int keys) {
    long sum = 0;
    for (var row : values()) {
      sum += row.large() ? 1 : row.commands(keys);
    }
    return sum;
  }

  /** Puts about so many keys into a server. */
  static void load(Wire wire, int keys) throws IOException {
    for (var row : values()) {
      wire.load(row.template(), row.commands(keys));
    }
  }

  /** In a few words. */
  static String describe(int keys) {
    return "%,d keys of all types, four collections of %,d elements among them"
        .formatted(keys(keys), LARGE_LIST.commands(keys));
  }
}
