package dev.heddle.server.family;

/**
 * A member that a search found.
 *
 * @param distance metres from the centre
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record GeoMatch(byte[] member, double score, double distance) {}
