package dev.heddle.server.info;

import static dev.heddle.server.info.MemoryFigures.percent;
import static dev.heddle.server.info.MemoryFigures.ratio;

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
    var memory = MemoryFigures.of(moment);
    text.bytes("used_memory", memory.used())
        .bytes("used_memory_rss", memory.resident())
        .bytes("used_memory_peak", memory.peak())
        .percent("used_memory_peak_perc", percent(memory.used(), memory.peak()))
        .field("used_memory_overhead", memory.overhead())
        .field("used_memory_startup", 0)
        .field("used_memory_dataset", memory.dataset())
        .percent("used_memory_dataset_perc", percent(memory.dataset(), memory.used()))
        .field("allocator_allocated", memory.heapUsed())
        .field("allocator_active", memory.heapCommitted())
        .field("allocator_resident", memory.heapResident());
    if (moment.process().systemMemory() > 0) {
      text.bytes("total_system_memory", moment.process().systemMemory());
    }
    scripts(text);
    limit(moment.config().memory, text);
    ratios(memory, text);
    text.field("mem_not_counted_for_evict", memory.overhead())
        .fields(0, "mem_replication_backlog", "mem_total_replication_buffers", "mem_clients_slaves")
        .field("mem_clients_normal", memory.clients())
        .field("mem_cluster_links", 0)
        .field("mem_aof_buffer", memory.journal())
        .field("mem_allocator", "jvm")
        .fields(0, "active_defrag_running", "lazyfree_pending_objects", "lazyfreed_objects")
        .field("jvm_heap_used", memory.heapUsed())
        .field("jvm_heap_committed", memory.heapCommitted())
        .field("jvm_heap_max", Runtime.getRuntime().maxMemory());
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

  private static void ratios(MemoryFigures memory, InfoText text) {
    long resident = memory.heapResident();
    text.decimal("allocator_frag_ratio", ratio(memory.heapCommitted(), memory.heapUsed()))
        .field("allocator_frag_bytes", memory.heapCommitted() - memory.heapUsed())
        .decimal("allocator_rss_ratio", ratio(resident, memory.heapCommitted()))
        .field("allocator_rss_bytes", resident - memory.heapCommitted())
        .decimal("rss_overhead_ratio", ratio(memory.resident(), resident))
        .field("rss_overhead_bytes", memory.resident() - resident)
        .decimal("mem_fragmentation_ratio", ratio(memory.resident(), memory.used()))
        .field("mem_fragmentation_bytes", memory.resident() - memory.used());
  }
}
