/**
 * The server's log: {@link dev.heddle.server.log.ServerLog} makes the lines, a {@link
 * dev.heddle.server.log.LogSink} keeps them.
 */
package dev.heddle.server.log;
