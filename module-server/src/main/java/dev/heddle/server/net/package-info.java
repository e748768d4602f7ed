/**
 * Sockets: listeners, and a virtual thread for each connection. Nothing here knows a command. Start
 * reading at {@link dev.heddle.server.net.Connection}.
 */
package dev.heddle.server.net;
