package dev.heddle.persist;

import dev.heddle.persist.Manifest.Entry;

/**
 * An increment open for writing.
 *
 * @param entry its place in the manifest
 * @param size its length when it was opened
 */
record AofFile(Entry entry, DiskFile file, long size) {}
