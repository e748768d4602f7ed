package dev.heddle.server.family;

/**
 * What INFO tells of RDB files.
 *
 * @param running whether one is written in the background
 * @param lastSave epoch seconds of the last one that succeeded, or of the start
 * @param lastSucceeded whether the last attempt did
 * @param lastSeconds how long the last in the background took, -1: none
 * @param seconds for how long the current one is under way, -1: none
 * @param saves how many succeeded since the start
 * @param lastCopied bytes that changes made the last in the background copy
 */
public record SaveStatus(
    boolean running,
    long lastSave,
    boolean lastSucceeded,
    long lastSeconds,
    long seconds,
    long saves,
    long lastCopied) {}
