package dev.heddle.server.info;

import dev.heddle.persist.AofStatus;
import dev.heddle.server.config.MemorySettings;

/**
 * INFO memory: what the data take as accounted, and the process as the operating system sees it.
 *
 * <p>{@code used_memory} is the data set and the buffers of clients and journal; {@code maxmemory}
 * is compared with the data set alone. The {@code allocator} fields are those of the Java heap:
 * garbage counts as allocated.
 */
final class MemoryInfo {
  private MemoryInfo() {}

  static void write(Moment moment, InfoText text) {
    long clients = ClientBuffers.of(moment).total();
    AofStatus aof = moment.aof();
    long journal = aof == null ? 0 : aof.bufferLength();
    long dataset = moment.engine().keyspace().usedMemory();
    long used = dataset + clients + journal;
    moment.engine().stats().memoryUsed(used);
    Runtime runtime = Runtime.getRuntime();
    long rss = moment.process().residentOr(runtime.totalMemory());
    text.bytes("used_memory", used).bytes("used_memory_rss", rss);
    peak(moment.engine().stats().peakMemory(), used, text);
    text.field("used_memory_overhead", used - dataset)
        .field("used_memory_startup", 0)
        .field("used_memory_dataset", dataset)
        .percent("used_memory_dataset_perc", percent(dataset, used));
    allocated(runtime, rss, text);
    if (moment.process().systemMemory() > 0) {
      text.bytes("total_system_memory", moment.process().systemMemory());
    }
    scripts(text);
    limit(moment.config().memory, text);
    ratios(runtime, used, rss, text);
    text.field("mem_not_counted_for_evict", used - dataset)
        .fields(0, "mem_replication_backlog", "mem_total_replication_buffers", "mem_clients_slaves")
        .field("mem_clients_normal", clients)
        .field("mem_cluster_links", 0)
        .field("mem_aof_buffer", journal)
        .field("mem_allocator", "jvm")
        .fields(0, "active_defrag_running", "lazyfree_pending_objects", "lazyfreed_objects")
        .field("jvm_heap_used", runtime.totalMemory() - runtime.freeMemory())
        .field("jvm_heap_committed", runtime.totalMemory())
        .field("jvm_heap_max", runtime.maxMemory());
  }

  private static void peak(long peak, long used, InfoText text) {
    text.bytes("used_memory_peak", peak).percent("used_memory_peak_perc", percent(used, peak));
  }

  private static void allocated(Runtime runtime, long rss, InfoText text) {
    text.field("allocator_allocated", runtime.totalMemory() - runtime.freeMemory())
        .field("allocator_active", runtime.totalMemory())
        .field("allocator_resident", Math.min(rss, runtime.totalMemory()));
  }

  private static void scripts(InfoText text) {
    text.fields(0, "used_memory_lua", "used_memory_vm_eval")
        .field("used_memory_lua_human", InfoText.human(0))
        .fields(
            0,
            "used_memory_scripts_eval",
            "number_of_cached_scripts",
            "number_of_functions",
            "number_of_libraries",
            "used_memory_vm_functions")
        .bytes("used_memory_vm_total", 0)
        .field("used_memory_functions", 0)
        .bytes("used_memory_scripts", 0);
  }

  private static void limit(MemorySettings settings, InfoText text) {
    text.bytes("maxmemory", settings.maxMemory.value())
        .field("maxmemory_policy", settings.maxMemoryPolicy.format());
  }

  private static void ratios(Runtime runtime, long used, long rss, InfoText text) {
    long free = runtime.freeMemory();
    long committed = runtime.totalMemory();
    long resident = Math.min(rss, committed); // not every page of the heap was touched yet
    text.decimal("allocator_frag_ratio", ratio(committed, committed - free))
        .field("allocator_frag_bytes", free)
        .decimal("allocator_rss_ratio", ratio(resident, committed))
        .field("allocator_rss_bytes", resident - committed)
        .decimal("rss_overhead_ratio", ratio(rss, resident))
        .field("rss_overhead_bytes", rss - resident)
        .decimal("mem_fragmentation_ratio", ratio(rss, used))
        .field("mem_fragmentation_bytes", rss - used);
  }

  private static double percent(long part, long whole) {
    return 100 * ratio(part, whole);
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
