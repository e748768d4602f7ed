package dev.heddle.server.command;

import dev.heddle.resp.ReplyWriter;

/**
 * What a command does: reads its arguments from the call, works on the keyspace through it, and
 * writes exactly one reply.
 *
 * <p>It runs under the server's lock. It takes no lock, touches no socket or file and reads no
 * clock. It throws {@link CommandError} before it has changed anything.
 */
@FunctionalInterface
public interface Handler {
  void run(Call call, ReplyWriter out);
}
