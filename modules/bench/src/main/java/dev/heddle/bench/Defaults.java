package dev.heddle.bench;

import java.util.Map;

/** The values of options that are not given, where a mode has its own. */
final class Defaults {
  /** A value, and the one for a first look. */
  private record Own(String usual, String quick) {}

  private static final String PAIR = "get,set";
  private static final Own GET_SET = new Own(PAIR, PAIR);
  private static final Own SINGLE_AND_BATCH = new Own("1,16", "1,16");
  private static final Own NO_IDLE = new Own("0", "0");
  private static final Own LONG_VALUES = new Own("64", "64");

  private static final Map<Mode, Map<Option, Own>> OWN =
      Map.of(
          Mode.CLIENTS,
          Map.of(
              Option.ONLY, GET_SET,
              Option.PIPELINES, SINGLE_AND_BATCH,
              Option.CLIENTS, new Own("1,10,50,200,1000", "1,50,1000"),
              Option.IDLE, NO_IDLE,
              Option.ROUNDS, new Own("5", "1")),
          Mode.TAIL,
          Map.of(
              Option.ROUNDS, new Own("1", "1"),
              Option.RATE, new Own("0", "0"),
              Option.SECONDS, new Own("5", "1"),
              Option.WARMUP, new Own("10", "2")),
          Mode.GROWTH,
          Map.of(
              Option.KEYS, new Own("1000000,2000000,4000000,8000000", "50000,100000"),
              Option.ONLY, GET_SET,
              Option.PIPELINES, SINGLE_AND_BATCH,
              Option.IDLE, NO_IDLE,
              Option.VALUE_SIZE, LONG_VALUES,
              Option.RATE, new Own("100000", "100000"),
              Option.ROUNDS, new Own("3", "1")),
          Mode.LARGE,
          Map.of(
              Option.ROUNDS, new Own("1", "1"),
              Option.CLIENTS, new Own("10", "10"),
              Option.RATE, new Own("2000", "2000"),
              Option.BEFORE, new Own("5", "1")),
          Mode.CARRIERS,
          Map.of(
              Option.ONLY, GET_SET,
              Option.PIPELINES, SINGLE_AND_BATCH,
              Option.IDLE, NO_IDLE));

  private Defaults() {}

  /** What an option stands for in a mode that does not say. */
  static String of(Mode mode, Option option, boolean quickly) {
    var own = OWN.getOrDefault(mode, Map.of()).get(option);
    if (own == null) {
      return option.fallback(quickly);
    }
    return quickly ? own.quick() : own.usual();
  }
}
