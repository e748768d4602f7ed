package dev.heddle.bench;

/**
 * Data whose memory is measured, one row each: the command sent once for each number from 0 on,
 * with the places of {@link Template}.
 */
enum DataSet {
  STRINGS("set key:__rand_int__ __value__", "keys of 16 bytes, values of 64 bytes"),
  INTEGERS("set key:__rand_int__ __number__", "keys of 16 bytes, values that are integers");

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

  String description() {
    return description;
  }
}
