package dev.heddle.server.info;

import static dev.heddle.server.info.MemoryFigures.percent;
import static dev.heddle.server.info.MemoryFigures.ratio;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Group;
import dev.heddle.server.family.ServerControl;
import dev.heddle.store.Database;
import dev.heddle.store.Keyspace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** MEMORY DOCTOR and MEMORY STATS: the figures of INFO memory, judged, and as a map. */
final class MemoryReports {
  private static final String[] TIPS = {
    "nondeterministic_output", "request_policy:all_shards", "response_policy:special"
  };
  private static final long SMALL = 5 << 20;
  private static final double HIGH_PEAK = 1.5;
  private static final double HIGH_RESIDENT = 3;
  private static final long LARGE_CLIENT = 200_000;

  private final ServerControl server;
  private final Identity identity;

  private MemoryReports(ServerControl server, Identity identity) {
    this.server = server;
    this.identity = identity;
  }

  /** Adds the two to the container MEMORY, which is there already. */
  static void declare(CommandTable t, ServerControl server, Identity identity) {
    var reports = new MemoryReports(server, identity);
    t.group(Group.SERVER);
    t.add("MEMORY DOCTOR", reports::doctor)
        .tips(TIPS)
        .doc("4.0.0", "O(1)", "Says in words what is wrong with the use of memory.");
    t.add("MEMORY STATS", reports::stats)
        .tips(TIPS)
        .doc("4.0.0", "O(1)", "Returns figures about the use of memory.");
  }

  /** The process is looked at outside the lock: that reads files. */
  private void report(Call call, BiConsumer<MemoryFigures, ReplyWriter> report) {
    long now = call.now();
    call.outside(reply -> {
      var process = ProcessFigures.read();
      var moment = new Moment(server, identity, now, process, server.storage().appendOnlyFile());
      server.engine().locked(() -> report.accept(MemoryFigures.of(moment), reply));
    });
  }

  // ---- DOCTOR

  private void doctor(Call call, ReplyWriter out) {
    report(
        call,
        (memory, reply) -> {
          String text = String.join("\n", complaints(memory)) + "\n";
          reply.verbatim("txt", text.getBytes(StandardCharsets.UTF_8));
        });
  }

  private List<String> complaints(MemoryFigures memory) {
    if (memory.used() < SMALL) {
      return List.of("Less than 5 MB are used: too little to judge.");
    }
    var found = new ArrayList<String>();
    if (ratio(memory.peak(), memory.used()) > HIGH_PEAK) {
      found.add("Much more memory was used once: the process may hold what it does not need now.");
    }
    if (ratio(memory.resident(), memory.used()) > HIGH_RESIDENT) {
      found.add("The process takes three times what is used: a smaller Java heap would do.");
    }
    if (memory.clients() / Math.max(1, server.engine().clients().size()) > LARGE_CLIENT) {
      found.add("Buffers of clients take more than 200 KB each: see CLIENT LIST.");
    }
    return found.isEmpty() ? List.of("Nothing is wrong with the use of memory.") : found;
  }

  // ---- STATS

  private void stats(Call call, ReplyWriter out) {
    report(call, this::stats);
  }

  private void stats(MemoryFigures memory, ReplyWriter out) {
    Map<String, Runnable> rows = new LinkedHashMap<>();
    BiConsumer<String, Long> bytes = (name, value) -> rows.put(name, () -> out.integer(value));
    BiConsumer<String, Double> number = (name, value) -> rows.put(name, () -> out.number(value));
    bytes.accept("peak.allocated", memory.peak());
    bytes.accept("total.allocated", memory.used());
    bytes.accept("startup.allocated", 0L);
    bytes.accept("replication.backlog", 0L);
    bytes.accept("clients.slaves", 0L);
    bytes.accept("clients.normal", memory.clients());
    bytes.accept("cluster.links", 0L);
    bytes.accept("aof.buffer", memory.journal());
    bytes.accept("lua.caches", 0L);
    bytes.accept("functions.caches", 0L);
    long keys = databases(rows, out);
    bytes.accept("overhead.total", memory.overhead());
    bytes.accept("keys.count", keys);
    bytes.accept("keys.bytes-per-key", keys == 0 ? 0 : memory.dataset() / keys);
    bytes.accept("dataset.bytes", memory.dataset());
    number.accept("dataset.percentage", percent(memory.dataset(), memory.used()));
    number.accept("peak.percentage", percent(memory.used(), memory.peak()));
    allocator(memory, bytes, number);
    out.map(rows.size());
    rows.forEach((name, value) -> {
      out.bulk(name);
      value.run();
    });
  }

  private long databases(Map<String, Runnable> rows, ReplyWriter out) {
    Keyspace keyspace = server.engine().keyspace();
    long keys = 0;
    for (int i = 0; i < keyspace.databases(); i++) {
      Database db = keyspace.database(i);
      keys += db.size();
      if (db.size() > 0) {
        rows.put(
            "db." + i,
            () -> {
              out.map(2);
              out.bulk("overhead.hashtable.main");
              out.integer(db.tableMemory());
              out.bulk("overhead.hashtable.expires");
              out.integer(db.expiryMemory());
            });
      }
    }
    return keys;
  }

  private static void allocator(
      MemoryFigures memory, BiConsumer<String, Long> bytes, BiConsumer<String, Double> number) {
    long resident = memory.heapResident();
    bytes.accept("allocator.allocated", memory.heapUsed());
    bytes.accept("allocator.active", memory.heapCommitted());
    bytes.accept("allocator.resident", resident);
    number.accept(
        "allocator-fragmentation.ratio", ratio(memory.heapCommitted(), memory.heapUsed()));
    bytes.accept("allocator-fragmentation.bytes", memory.heapCommitted() - memory.heapUsed());
    number.accept("allocator-rss.ratio", ratio(resident, memory.heapCommitted()));
    bytes.accept("allocator-rss.bytes", resident - memory.heapCommitted());
    number.accept("rss-overhead.ratio", ratio(memory.resident(), resident));
    bytes.accept("rss-overhead.bytes", memory.resident() - resident);
    number.accept("fragmentation", ratio(memory.resident(), memory.used()));
    bytes.accept("fragmentation.bytes", memory.resident() - memory.used());
  }
}
