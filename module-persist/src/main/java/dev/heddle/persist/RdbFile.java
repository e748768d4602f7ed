package dev.heddle.persist;

import dev.heddle.store.Database;
import dev.heddle.store.Entry;
import dev.heddle.store.Keyspace;
import dev.heddle.store.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Puts an RDB file in the place of another one, which stays until the new one is whole. */
public final class RdbFile {
  /** What is written into a file. */
  @FunctionalInterface
  public interface Contents {
    void writeTo(KeyspaceWriter writer) throws IOException;
  }

  /** Bytes of the type and of a key without a letter. */
  private static final int EMPTY_KEY = 2;

  private RdbFile() {}

  /**
   * Writes every key of a keyspace that nobody changes meanwhile.
   *
   * @param functions the sources of all libraries of functions
   * @param now epoch milliseconds; keys that have expired by then are left out
   * @return the file's size
   */
  public static long save(
      Environment env,
      Path target,
      RdbOptions options,
      List<byte[]> functions,
      Keyspace keyspace,
      long now)
      throws IOException {
    return save(
        env,
        target,
        options,
        keyspace.usedMemory(),
        writer -> {
          for (byte[] code : functions) {
            writer.function(code);
          }
          for (int i = 0; i < keyspace.databases(); i++) {
            write(keyspace, keyspace.database(i), writer, now);
          }
        });
  }

  /** Writes what the contents write and returns the file's size. */
  public static long save(
      Environment env, Path target, RdbOptions options, long usedMemory, Contents contents)
      throws IOException {
    return Replacement.write(
        env,
        target,
        "rdb",
        options.incrementalFsync(),
        file -> {
          var writer = new RdbWriter(new RdbOutput(file, options), options);
          writer.begin(env.clock().instant(), usedMemory);
          contents.writeTo(writer);
          writer.end();
        });
  }

  /** The bytes that a value takes in an RDB file, without its key. */
  public static long length(Value value, boolean compress) {
    var options = RdbOptions.ofValue(compress, /* checksum= */ false);
    try (var counter = new ByteCounter()) {
      var out = new RdbOutput(counter, options);
      new RdbWriter(out, options).entry(new byte[0], value, Entry.NO_EXPIRY, 0, 0);
      out.flush();
      return counter.size() - EMPTY_KEY;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a counter never fails
    }
  }

  private static void write(Keyspace keyspace, Database db, KeyspaceWriter writer, long now)
      throws IOException {
    if (db.size() == 0) {
      return;
    }
    writer.database(db.id(), db.size(), db.expires());
    try {
      db.forEach(now, entry -> write(keyspace, entry, writer, now));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(Keyspace keyspace, Entry entry, KeyspaceWriter writer, long now) {
    try {
      writer.entry(
          entry.key(),
          entry.value(),
          entry.expireAt(),
          keyspace.idleSeconds(entry, now),
          keyspace.frequency(entry, now));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
