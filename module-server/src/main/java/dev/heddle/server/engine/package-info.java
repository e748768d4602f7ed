/**
 * What the one lock guards, and the life of a command under it. Nothing here knows sockets or
 * files. Start reading at {@link dev.heddle.server.engine.Engine}, then {@link
 * dev.heddle.server.engine.Dispatcher}.
 */
package dev.heddle.server.engine;
