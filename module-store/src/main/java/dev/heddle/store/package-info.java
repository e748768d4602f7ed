/**
 * The keyspace: databases, their entries and values, expiry, eviction and the memory they take.
 *
 * <p>Nothing here knows the wire, the disk, commands or clients; nothing here reads a clock or
 * makes up a random number: the time is a parameter of each call (milliseconds since 1970) and
 * chance comes through constructors. Nothing is thread safe: all calls happen under the lock of the
 * one who owns the {@link dev.heddle.store.Keyspace}.
 *
 * <p>Reading order: {@link dev.heddle.store.Keyspace}, {@link dev.heddle.store.Database}, {@link
 * dev.heddle.store.Entry}, {@link dev.heddle.store.KeyTable}, {@link dev.heddle.store.StringValue},
 * {@link dev.heddle.store.Eviction}.
 */
package dev.heddle.store;
