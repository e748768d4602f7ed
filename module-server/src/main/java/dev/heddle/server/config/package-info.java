/**
 * The settings of a server: their names, types and bounds, and everything that reads or writes
 * them.
 *
 * <p>Start with {@link dev.heddle.server.config.Config}; each topic's settings are declared in its
 * own {@code *Settings} class, one field or row per setting. What a setting does is none of this
 * package's business: who cares about a change registers a {@link
 * dev.heddle.server.config.ChangeHook}.
 */
package dev.heddle.server.config;
