package dev.heddle.bench;

import dev.heddle.resp.CommandEncoder;
import java.util.List;
import java.util.SplittableRandom;

/** One of the requests that a load sends, for a number below {@code numbers} drawn each time. */
record Request(Template template, int numbers) {
  private static final String VALUE = "y".repeat(64);

  static final String GET = "get key:__rand_int__";
  static final String SET = "set key:__rand_int__ __value__";

  /** A command with the places of {@link Template} and a value of 64 bytes. */
  static Request of(String command, int numbers) {
    return new Request(new Template(command, VALUE), numbers);
  }

  /** Changes of what {@link Mix#load} has put into a server. */
  static List<Request> changes(int keys) {
    return List.of(
        change(Mix.STRINGS, SET, keys),
        change(Mix.HASHES, "hset hash:__rand_int__ visits __number__", keys),
        change(Mix.STRINGS, SET, keys),
        change(Mix.LARGE_HASH, "hset large:hash field:__rand_int__ changed:__number__", keys),
        change(Mix.STRINGS, SET, keys),
        change(Mix.INTEGERS, "incr counter:__rand_int__", keys),
        change(Mix.STRINGS, SET, keys),
        change(Mix.LARGE_ZSET, "zadd large:zset 1 member:__rand_int__", keys),
        change(Mix.STRINGS, SET, keys),
        change(Mix.LISTS, "rpush list:__rand_int__ six", keys));
  }

  private static Request change(Mix row, String command, int keys) {
    return of(command, row.commands(keys));
  }

  void encode(SplittableRandom random, CommandEncoder out) {
    template.encode(random.nextInt(numbers), out);
  }
}
