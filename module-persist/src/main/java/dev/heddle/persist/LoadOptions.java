package dev.heddle.persist;

/**
 * How files are loaded.
 *
 * @param truncated {@code aof-load-truncated}: cut an unfinished command from the last file's end
 * @param checksum {@code rdbchecksum}: verify the sum at the end of RDB files
 */
public record LoadOptions(boolean truncated, boolean checksum) {
  public static final LoadOptions DEFAULTS = new LoadOptions(true, true);
}
