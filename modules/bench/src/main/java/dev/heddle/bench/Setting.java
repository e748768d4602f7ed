package dev.heddle.bench;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who was measured, where and when.
 *
 * @param names of the servers: the rivals, then the one that is compared with each of them
 * @param versions of the servers, as they say
 * @param calibrating whether the servers are all the same
 */
record Setting(
    List<String> names,
    List<String> versions,
    boolean calibrating,
    String conditions,
    String machine,
    Instant date) {

  /** The server that the report is about. */
  String subject() {
    return names.getLast();
  }

  /** The servers that it is compared with. */
  List<String> rivals() {
    return names.subList(0, names.size() - 1);
  }

  /** Above each report. */
  String title() {
    return rivals().isEmpty()
        ? subject() + " alone: no redis-server to compare with"
        : subject() + " beside " + String.join(" and ", rivals());
  }

  /** Versions, conditions, machine and date, one a line. */
  List<String> lines() {
    return List.of(String.join(", ", versions), conditions, machine + "; " + date);
  }

  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("date", date.toString());
    json.put("machine", machine);
    json.put("servers", versions);
    json.put("calibration", calibrating);
    json.put("conditions", conditions);
    return json;
  }
}
