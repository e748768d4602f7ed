package dev.heddle.persist;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * Something that the writer of the append-only file does with the files between two writes.
 *
 * @param offset of the stream, up to which everything is written before
 * @param done ends with the result, or with the reason why it failed
 */
record FileTask<T>(long offset, Work<T> work, CompletableFuture<T> done) {
  /** Runs on the writer's thread. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /** Does the work; whoever waits for it hears of a failure. */
  void run() {
    try {
      done.complete(work.run());
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      done.completeExceptionally(e);
    }
  }

  /** The work will not be done any more. */
  void refuse() {
    done.completeExceptionally(new IOException("The append only file is closed"));
  }
}
