/**
 * The process around a server: command line, detaching, signals, pid file, start-up lines.
 *
 * <p>Nothing here is used by a server that runs inside another program. Start with {@link
 * dev.heddle.server.process.Launcher}.
 */
package dev.heddle.server.process;
