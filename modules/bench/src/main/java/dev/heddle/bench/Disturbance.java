package dev.heddle.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A long command on one server, and what others saw of it.
 *
 * @param millis until its reply, or until all was expired
 * @param before what they saw before it
 * @param during until its end, and for no less than a second
 */
record Disturbance(LongCommand command, String server, double millis, Phase before, Phase during) {
  /** All figures. */
  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("command", command.name());
    json.put("description", command.description());
    json.put("server", server);
    json.put("ms", millis);
    json.put("before", before.json());
    json.put("during", during.json());
    return json;
  }
}
