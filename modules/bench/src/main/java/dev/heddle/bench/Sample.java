package dev.heddle.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One run against one server.
 *
 * @param cpuMicros CPU time of the server from before the run until after it
 * @param lockMicros time for which the server's one lock was held; NaN: it does not tell, or has
 *     none
 */
record Sample(Latency latency, double cpuMicros, double lockMicros) {
  /** All figures. */
  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("requests", latency.requests());
    json.put("requests_per_second", latency.perSecond());
    json.put("p50_ms", latency.p50());
    json.put("p99_ms", latency.p99());
    json.put("p99.9_ms", latency.p999());
    json.put("max_ms", latency.max());
    json.put("server_cpu_us", cpuMicros);
    json.put("server_lock_us", lockMicros);
    return json;
  }
}
