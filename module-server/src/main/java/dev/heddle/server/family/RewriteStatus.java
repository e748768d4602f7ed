package dev.heddle.server.family;

/**
 * What INFO tells of rewrites of the append-only file.
 *
 * @param running whether one is under way
 * @param scheduled whether one will begin when a background save is over
 * @param lastSucceeded whether the last one did
 * @param lastSeconds how long the last one took, -1: none
 * @param seconds for how long the current one is under way, -1: none
 * @param rewrites how many succeeded since the start
 * @param failures how many failed since the last that succeeded
 * @param lastCopied bytes that changes made the last one copy
 */
public record RewriteStatus(
    boolean running,
    boolean scheduled,
    boolean lastSucceeded,
    long lastSeconds,
    long seconds,
    long rewrites,
    long failures,
    long lastCopied) {}
