package dev.heddle.persist;

import dev.heddle.store.Database;
import dev.heddle.store.Entry;
import dev.heddle.store.Keyspace;
import dev.heddle.store.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Puts an RDB file in the place of another one: written beside it, synced, renamed; what was there
 * before stays until the new one is whole.
 */
public final class RdbFile {
  /** What is written into a file. */
  @FunctionalInterface
  public interface Contents {
    void writeTo(RdbWriter writer) throws IOException;
  }

  /** Bytes of the type and of a key without a letter. */
  private static final int EMPTY_KEY = 2;

  private RdbFile() {}

  /**
   * Writes every key of a keyspace that nobody changes meanwhile.
   *
   * @param now epoch milliseconds; keys that have expired by then are left out
   * @return the file's size
   */
  public static long save(
      Environment env, Path target, RdbOptions options, Keyspace keyspace, long now)
      throws IOException {
    return save(
        env,
        target,
        options,
        keyspace.usedMemory(),
        writer -> {
          for (int i = 0; i < keyspace.databases(); i++) {
            write(keyspace, keyspace.database(i), writer, now);
          }
        });
  }

  /** Writes what the contents write and returns the file's size. */
  public static long save(
      Environment env, Path target, RdbOptions options, long usedMemory, Contents contents)
      throws IOException {
    Path temporary = target.resolveSibling(temporaryName());
    try {
      long size = write(env, temporary, options, usedMemory, contents);
      env.disk().rename(temporary, target);
      env.disk().forceDirectory(directory(target));
      return size;
    } catch (IOException | RuntimeException e) {
      discard(env, temporary, e);
      throw e;
    }
  }

  /** The bytes that a value takes in an RDB file, without its key. */
  public static long length(Value value, boolean compress) {
    var options = new RdbOptions(compress, false, RdbOptions.Access.NONE, false);
    try (var counter = new ByteCounter()) {
      var out = new RdbOutput(counter, options);
      new RdbWriter(out, options).entry(new byte[0], value, Entry.NO_EXPIRY, 0, 0);
      out.flush();
      return counter.size() - EMPTY_KEY;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a counter never fails
    }
  }

  private static long write(
      Environment env, Path file, RdbOptions options, long usedMemory, Contents contents)
      throws IOException {
    try (var disk = env.disk().open(file, Disk.Mode.CREATE)) {
      var writer = new RdbWriter(new RdbOutput(disk, options), options);
      writer.begin(env.clock().instant(), usedMemory);
      contents.writeTo(writer);
      writer.end();
      disk.force();
      return disk.size();
    }
  }

  private static void write(Keyspace keyspace, Database db, RdbWriter writer, long now)
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

  private static void write(Keyspace keyspace, Entry entry, RdbWriter writer, long now) {
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

  /** Nobody else in this process writes a file of this name at this time. */
  private static String temporaryName() {
    return "temp-"
        + ProcessHandle.current().pid()
        + "-"
        + Thread.currentThread().threadId()
        + ".rdb";
  }

  private static Path directory(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file : parent;
  }

  private static void discard(Environment env, Path temporary, Exception cause) {
    try {
      env.disk().delete(temporary);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
