package dev.heddle.bench;

/**
 * Memory of one server with one data set, in bytes; NaN for what is not known.
 *
 * @param reported used_memory, as the server says
 * @param live what the data take: the live heap of a JVM, used_memory of any other
 * @param resident right after loading
 * @param rested resident after a pause
 */
record Footprint(
    DataSet data, String server, double reported, double live, double resident, double rested) {}
