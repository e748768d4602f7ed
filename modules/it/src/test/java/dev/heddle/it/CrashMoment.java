package dev.heddle.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the server is to be doing at the moment when it is killed. */
enum CrashMoment {
  /** Whatever it does. */
  ANY,
  /** It writes an RDB file. */
  SAVE,
  /** It writes the base of an append-only file. */
  REWRITE,
  /** It writes a manifest anew. */
  MANIFEST;

  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(1500);

  /** Waits for the moment, and not for long; returns whether it has come. */
  boolean await(Path directory) throws IOException {
    long deadline = System.nanoTime() + PATIENCE;
    while (!isNow(directory)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.onSpinWait(); // the moment may be over in less than a millisecond
    }
    return true;
  }

  private boolean isNow(Path directory) throws IOException {
    Path aof = directory.resolve("appendonlydir");
    return switch (this) {
      case ANY -> true;
      case SAVE -> hasTemporaryRdb(directory);
      case REWRITE -> hasTemporaryRdb(aof);
      case MANIFEST -> Files.exists(aof.resolve("temp-appendonly.aof.manifest"));
    };
  }

  /** One that has grown: what earlier crashes have left was removed. */
  private static boolean hasTemporaryRdb(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.anyMatch(CrashMoment::isTemporaryRdb);
    } catch (NoSuchFileException e) {
      return false; // before the first start
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Removes what a crash has left of files that were not finished. */
  static void removeTemporary(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(CrashMoment::isTemporaryRdb).toList()) {
        Files.delete(file);
      }
    }
  }

  private static boolean isTemporaryRdb(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("temp-") && name.endsWith(".rdb");
  }
}
