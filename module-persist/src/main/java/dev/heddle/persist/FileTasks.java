package dev.heddle.persist;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What the writer of the append-only file is to do between two writes, in order. */
final class FileTasks {
  /** In the order of their offsets. */
  private final Queue<FileTask<?>> tasks = new ConcurrentLinkedQueue<>();

  private volatile boolean closed;

  /** Adds work that is done once the stream is written up to an offset; any thread may. */
  <T> CompletableFuture<T> add(long offset, FileTask.Work<T> work) {
    var done = new CompletableFuture<T>();
    tasks.add(new FileTask<>(offset, work, done));
    if (closed) {
      refuseAll();
    }
    return done;
  }

  /** Takes the next one that can be done when so much is written; null: there is none. */
  @Nullable FileTask<?> next(long written) {
    FileTask<?> first = tasks.peek();
    return first == null || first.offset() > written ? null : tasks.poll();
  }

  /** Nothing is done any more. */
  void close() {
    closed = true;
    refuseAll();
  }

  private void refuseAll() {
    for (FileTask<?> task; (task = tasks.poll()) != null; ) {
      task.refuse();
    }
  }
}
