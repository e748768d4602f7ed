package dev.heddle.bench;

import java.util.List;

/** What takes a server long, one row each, with the data that it is done to. */
enum LongCommand {
  KEYS("KEYS * of all keys", DataSet.STRINGS, "KEYS *"),
  FLUSHALL("FLUSHALL of all keys", DataSet.STRINGS, "FLUSHALL SYNC"),
  FLUSHALL_ASYNC("FLUSHALL ASYNC of all keys", DataSet.STRINGS, "FLUSHALL ASYNC"),
  DEL_SET("DEL of a set", DataSet.SET, "DEL set"),
  DEL_HASH("DEL of a hash", DataSet.HASH, "DEL hash"),
  DEL_ZSET("DEL of a sorted set", DataSet.ZSET, "DEL zset"),
  DEL_LIST("DEL of a list", DataSet.LIST, "DEL list"),
  EXPIRY("all keys expire in the same moment", DataSet.STRINGS, "");

  private final String description;
  private final DataSet data;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list
  private final List<String> words;

  LongCommand(String description, DataSet data, String command) {
    this.description = description;
    this.data = data;
    this.words = Words.split(command);
  }

  String description() {
    return description;
  }

  /** What there is before. */
  DataSet data() {
    return data;
  }

  /** How many elements: of the one collection, or keys. */
  int elements(int keys, int elements) {
    return data == DataSet.STRINGS ? keys : elements;
  }

  /** The command; none: it is time that does it. */
  List<String> words() {
    return words;
  }
}
