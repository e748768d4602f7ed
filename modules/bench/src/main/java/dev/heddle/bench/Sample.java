package dev.heddle.bench;

/**
 * One run against one server.
 *
 * @param cpuMicros CPU time of the server from before the run until after it
 */
record Sample(Latency latency, double cpuMicros) {}
