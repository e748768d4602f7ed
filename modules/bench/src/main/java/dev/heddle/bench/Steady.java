package dev.heddle.bench;

import java.util.List;

/**
 * A server under a steady load.
 *
 * @param minutes of the load, one after the other
 * @param cpuMicros CPU time of the server in all of them
 * @param stolen share of the processors' time that the machine did not get from its host
 */
record Steady(List<Phase> minutes, double cpuMicros, double stolen) {}
