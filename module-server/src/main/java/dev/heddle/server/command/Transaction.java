package dev.heddle.server.command;

import dev.heddle.resp.Args;
import java.util.ArrayList;
import java.util.List;

/** What a client has queued since MULTI; guarded by the server's lock. */
public final class Transaction {
  /**
   * A queued command.
   *
   * @param command its row
   * @param args its arguments, of its own
   */
  public record Queued(Command command, Args args) {}

  private final List<Queued> queue = new ArrayList<>();
  private long flags;
  private long bytes;
  private boolean aborted;

  /** Adds a command to the queue, unless the transaction has failed already. */
  public void add(Command command, Args args) {
    if (aborted) {
      return;
    }
    queue.add(new Queued(command, args.detach()));
    flags |= command.flagBits();
    for (int i = 0; i < args.count(); i++) {
      bytes += args.length(i);
    }
  }

  public List<Queued> queue() {
    return queue;
  }

  /** Whether one of the queued commands has one of these flags. */
  public boolean hasAny(long flagBits) {
    return (flags & flagBits) != 0;
  }

  /** Bytes of all queued arguments. */
  public long bytes() {
    return bytes;
  }

  /** Notes that a command could not be queued: EXEC will run none. */
  public void abort() {
    aborted = true;
  }

  public boolean aborted() {
    return aborted;
  }
}
