package dev.heddle.persist;

import dev.heddle.persist.Manifest.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The replacement of base and increments by a base of one instant, and the increments since then.
 *
 * <pre>
 *   begin      base 1   incr 1   incr 2 |                        under the server's lock
 *   switched   base 1   incr 1   incr 2 | incr 3                 in the manifest
 *   finish                                incr 3 ...  base 2     in the manifest; the others go
 * </pre>
 *
 * <p>Interrupted anywhere, what the manifest names is whole.
 */
public final class AofRewrite {
  private final AofDirectory directory;
  private final @Nullable AofWriter writer;
  private final boolean keepHistory;
  private final CompletableFuture<Entry> switched;

  private AofRewrite(
      AofDirectory directory,
      @Nullable AofWriter writer,
      boolean keepHistory,
      CompletableFuture<Entry> switched) {
    this.directory = directory;
    this.writer = writer;
    this.keepHistory = keepHistory;
    this.switched = switched;
  }

  static AofRewrite of(AofDirectory directory, AofWriter writer, long offset) {
    return new AofRewrite(directory, writer, /* keepHistory= */ false, writer.switchAt(offset));
  }

  /**
   * A rewrite of a directory to which nobody writes.
   *
   * @param keepHistory whether the files that it replaces stay
   */
  public static AofRewrite of(AofDirectory directory, boolean keepHistory) {
    var none = new Entry("", Long.MAX_VALUE, Manifest.Kind.INCREMENT);
    return new AofRewrite(directory, null, keepHistory, CompletableFuture.completedFuture(none));
  }

  /** What a base consists of. */
  public enum Form {
    /** {@code aof-use-rdb-preamble yes}. */
    RDB("rdb"),
    /** {@code aof-use-rdb-preamble no}. */
    COMMANDS("aof");

    final String extension;

    Form(String extension) {
      this.extension = extension;
    }
  }

  /**
   * Waits until effects go to the new increment, and has the base written.
   *
   * @return bytes in all files afterwards
   */
  public long run(Form form, BaseFile base) throws IOException {
    long first = get(switched).seq();
    Entry entry = directory.nextBase(form);
    base.write(directory.path(entry));
    if (writer != null) {
      get(writer.adoptBase(entry, first));
    } else {
      directory.adoptBase(entry, first);
      if (!keepHistory) {
        directory.tidy();
      }
    }
    return directory.totalSize();
  }

  /** Writes a base, which is in its place and durable afterwards. */
  @FunctionalInterface
  public interface BaseFile {
    void write(Path path) throws IOException;
  }

  private static <T> T get(CompletableFuture<T> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
