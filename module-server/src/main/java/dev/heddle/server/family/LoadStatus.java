package dev.heddle.server.family;

/**
 * How far the files that are being loaded have been read.
 *
 * @param began epoch seconds
 * @param total bytes of all files, 0: not yet known
 * @param loaded bytes of them that were read
 * @param usedMemory {@code used_memory} of the server that wrote the RDB file, as the file says; 0:
 *     it does not
 */
public record LoadStatus(long began, long total, long loaded, long usedMemory) {
  /** Of all bytes, in percent. */
  public double percent() {
    return total == 0 ? 0 : 100.0 * loaded / total;
  }

  /** Seconds that the rest takes at the pace so far; 1 as long as nothing is known of that. */
  public long secondsLeft(long now) {
    long elapsed = now / 1000 - began;
    return elapsed <= 0 || loaded == 0 ? 1 : elapsed * (total - loaded) / loaded;
  }
}
