/**
 * Measures Heddle beside other servers on the same machine. Start reading at {@code Main}; what can
 * be measured are the rows of {@code Mode}, the workloads those of {@code Workload}, the data sets
 * those of {@code DataSet}, the options those of {@code Option}. Two programs make the load: {@code
 * LoadGenerator} runs redis-benchmark, which sends as fast as it is answered, and {@code
 * SteadyLoad} sends at a rate, whatever the server does. Nothing here knows how a server works
 * inside.
 */
package dev.heddle.bench;
