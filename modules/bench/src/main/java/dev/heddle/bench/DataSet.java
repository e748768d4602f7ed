package dev.heddle.bench;

/**
 * Data whose memory is measured, one row each: the command sent once for each number from 0 on,
 * with the places of {@link Template}.
 */
enum DataSet {
  STRINGS("set key:__rand_int__ __value__", "keys of 16 bytes, values of 64 bytes"),
  INTEGERS("set key:__rand_int__ __number__", "keys of 16 bytes, values that are integers"),
  HASHES(
      "hset hash:__number__ field1 value1 field2 value2 field3 value3 field4 value4",
      "hashes of four short fields, 0.3 of them"),
  ZSET("zadd zset __number__ member:__number__", "one sorted set"),
  LIST("rpush list item:__number__", "one list of short items"),
  SET("sadd set member:__number__", "one set"),
  HASH("hset hash field:__number__ value:__number__", "one hash"),
  STREAM("xadd stream * a __number__ b __number__", "one stream, entries of two short fields");

  private static final int VALUE_SIZE = 64;

  private final String command;
  private final String description;

  DataSet(String command, String description) {
    this.command = command;
    this.description = description;
  }

  Template template() {
    return new Template(command, "x".repeat(VALUE_SIZE));
  }

  /** How many commands make this set where so many elements are asked for. */
  int commands(int elements) {
    return this == HASHES ? elements / 10 * 3 : elements;
  }

  String description() {
    return description;
  }
}
