/**
 * What one client's doing sends to others: published messages, keyspace events, MONITOR's lines,
 * invalidations for clients that cache. Registries of who hears of what, all guarded by the
 * server's lock; no commands, no sockets. Start with {@link dev.heddle.server.pubsub.PubSub}.
 */
package dev.heddle.server.pubsub;
