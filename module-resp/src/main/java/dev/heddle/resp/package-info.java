/**
 * The wire: RESP2 and RESP3 in both directions, without sockets and without knowledge of commands.
 *
 * <p>Server side: {@link dev.heddle.resp.RequestReader} turns received bytes into commands, seen
 * through {@link dev.heddle.resp.Args}; {@link dev.heddle.resp.ReplyWriter} writes the answers.
 * Client side: {@link dev.heddle.resp.CommandEncoder} writes commands, {@link
 * dev.heddle.resp.ReplyReader} decodes answers into {@link dev.heddle.resp.Reply}. Start reading at
 * {@code RequestReader}.
 */
package dev.heddle.resp;
