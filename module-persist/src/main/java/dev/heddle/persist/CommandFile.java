package dev.heddle.persist;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file of the commands that make what a keyspace holds: the base of an append-only directory
 * where {@code aof-use-rdb-preamble} is no. What it looks like: {@link CommandWriter}.
 */
public final class CommandFile {
  private CommandFile() {}

  /**
   * Writes the file and returns its size; what was in its place before stays until it is whole.
   *
   * @param timestamp whether the time stands at its beginning, {@code aof-timestamp-enabled}
   * @param incrementalFsync {@code aof-rewrite-incremental-fsync}
   */
  public static long save(
      Environment env,
      Path target,
      boolean timestamp,
      boolean incrementalFsync,
      RdbFile.Contents contents)
      throws IOException {
    return Replacement.write(
        env,
        target,
        "aof",
        incrementalFsync,
        file -> {
          var out = new CommandOutput(file);
          if (timestamp) {
            out.timestamp(env.clock().instant().getEpochSecond());
          }
          contents.writeTo(new CommandWriter(out));
          out.flush();
        });
  }
}
