package dev.heddle.persist;

/**
 * What was loaded from an append-only directory.
 *
 * @param files how many files held something
 * @param keys entries of RDB files
 * @param commands commands executed
 * @param bytes size of all files, as they are now
 * @param dropped bytes cut from the end of the last file
 */
public record LoadSummary(int files, long keys, long commands, long bytes, long dropped) {}
