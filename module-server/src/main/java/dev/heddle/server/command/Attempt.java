package dev.heddle.server.command;

import dev.heddle.resp.ReplyWriter;

/**
 * One try of a blocking command at one of its keys.
 *
 * <p>It is made when the key has become ready, for the client that has waited longest; the call
 * shows that client's command. A key that holds another type is not what it waits for: no error.
 */
@FunctionalInterface
public interface Attempt {
  /**
   * Takes what the client waits for from the key in argument {@code key} and writes the reply;
   * false, with nothing changed and nothing written, when it is not there.
   */
  boolean serve(Call call, int key, ReplyWriter out);
}
