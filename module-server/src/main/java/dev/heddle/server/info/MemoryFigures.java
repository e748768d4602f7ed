package dev.heddle.server.info;

import dev.heddle.persist.AofStatus;

/**
 * What there is to say about memory, in bytes.
 *
 * @param dataset all databases, as accounted
 * @param clients the buffers of connections
 * @param journal what waits to be written to the append-only file
 * @param peak the most that was used
 * @param resident what the process takes of the machine's memory
 * @param heapUsed what is in the Java heap, garbage included
 * @param heapCommitted the Java heap at present
 */
record MemoryFigures(
    long dataset,
    long clients,
    long journal,
    long peak,
    long resident,
    long heapUsed,
    long heapCommitted) {

  /** The present figures; what is used now counts for the peak. */
  static MemoryFigures of(Moment moment) {
    AofStatus aof = moment.aof();
    long journal = aof == null ? 0 : aof.bufferLength();
    long clients = ClientBuffers.of(moment).total();
    long dataset = moment.engine().keyspace().usedMemory();
    moment.engine().stats().memoryUsed(dataset + clients + journal);
    Runtime runtime = Runtime.getRuntime();
    long free = runtime.freeMemory(); // first: a heap that grew between would be filled below zero
    long committed = runtime.totalMemory();
    return new MemoryFigures(
        dataset,
        clients,
        journal,
        moment.engine().stats().peakMemory(),
        moment.process().residentOr(committed),
        Math.max(0, committed - free), // it may have shrunk, too
        committed);
  }

  /** The data set and the buffers. */
  long used() {
    return dataset + overhead();
  }

  long overhead() {
    return clients + journal;
  }

  /** What of the heap is in the machine's memory: not every page was touched yet. */
  long heapResident() {
    return Math.min(resident, heapCommitted);
  }

  static double percent(long part, long whole) {
    return 100 * ratio(part, whole);
  }

  static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
