package dev.heddle.bench;

import java.util.List;

/**
 * What redis-benchmark sends, one row each: its custom command line, and the command that fills the
 * keyspace before. In both {@code __rand_int__} stands for twelve digits, drawn at random by
 * redis-benchmark and counted up from 0 when filling, and {@code __value__} for a value. The fill
 * leaves each key that the command line can name, so that rounds neither grow nor miss.
 */
enum Workload {
  SET("set key:__rand_int__ __value__", "set key:__rand_int__ __value__"),
  GET("get key:__rand_int__", "set key:__rand_int__ __value__"),
  INCR("incr counter:__rand_int__", "set counter:__rand_int__ 0"),
  MSET("mset" + " key:__rand_int__ __value__".repeat(10), "set key:__rand_int__ __value__");

  private final String command;
  private final String fill;

  Workload(String command, String fill) {
    this.command = command;
    this.fill = fill;
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

  /** The command sent once for each number below the size of the keyspace. */
  Template fill(int valueSize) {
    return new Template(fill, "x".repeat(valueSize));
  }
}
