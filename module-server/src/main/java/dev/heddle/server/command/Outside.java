package dev.heddle.server.command;

import dev.heddle.resp.ReplyWriter;

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
}
