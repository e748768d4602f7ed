package dev.heddle.server.command;

import dev.heddle.resp.ReplyWriter;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The part of a command that may not run under the server's lock, because it reads or writes files,
 * opens sockets or waits.
 *
 * <p>It runs on the client's own thread, behind the replies of the commands before it, and writes
 * the reply. It throws {@link CommandError} for an error reply.
 */
@FunctionalInterface
public interface Outside {
  void run(ReplyWriter out) throws InterruptedException;

  /**
   * What computes for long, on a platform thread of its own for which the client's waits: a virtual
   * one would keep the carrier from all other clients for as long.
   */
  static Outside computing(Outside work) {
    return out -> {
      var task =
          new FutureTask<>(() -> {
            work.run(out);
            return out;
          });
      Thread thread = Thread.ofPlatform().daemon().name("heddle-compute").start(task);
      try {
        task.get();
      } catch (ExecutionException e) {
        throw rethrown(e.getCause());
      } catch (InterruptedException e) {
        thread.interrupt();
        joinUninterruptibly(thread); // it writes to the same reply
        throw e;
      }
    };
  }

  private static RuntimeException rethrown(@Nullable Throwable cause) throws InterruptedException {
    return switch (cause) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case InterruptedException e -> throw e;
      case null, default -> new IllegalStateException(cause);
    };
  }

  private static void joinUninterruptibly(Thread thread) {
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        thread.interrupt(); // again: what was the reason to stop is one still
      }
    }
  }
}
