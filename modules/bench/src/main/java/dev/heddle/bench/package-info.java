/**
 * Measures Heddle beside other servers on the same machine: throughput, latency and CPU time under
 * redis-benchmark, memory for the same data, and start-up. Start reading at {@code Main}; the
 * workloads are the rows of {@code Workload}, the data sets those of {@code DataSet}, the options
 * those of {@code Option}. Nothing here knows how a server works inside.
 */
package dev.heddle.bench;
