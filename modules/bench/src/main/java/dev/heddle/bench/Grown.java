package dev.heddle.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The way of a server from one number of keys to another.
 *
 * @param probe what one more client saw on it
 */
record Grown(String server, int from, int to, double seconds, Phase probe) {
  /** All figures. */
  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("server", server);
    json.put("from", from);
    json.put("to", to);
    json.put("seconds", seconds);
    json.put("probe", probe.json());
    return json;
  }
}
