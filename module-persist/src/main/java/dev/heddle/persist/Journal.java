package dev.heddle.persist;

import org.jspecify.annotations.Nullable;

/**
 * The stream of effects, in the order of the server's lock, and whoever makes it durable.
 *
 * <p>Offsets count the bytes of the stream since the journal was opened.
 */
public interface Journal extends AutoCloseable {
  /** Keeps nothing: every effect counts as stored. */
  Journal NONE = new NoJournal();

  /**
   * Appends RESP-encoded commands for one database; called under the server's lock, touches memory
   * only.
   *
   * @param buf one or more whole commands at {@code off .. off+len}; a transaction is one append
   * @return the stream's offset after them
   */
  long append(int db, byte[] buf, int off, int len);

  /**
   * Waits until the stream is stored up to {@code offset} as the policy promises; called outside
   * the server's lock.
   *
   * @throws JournalException when it could not be stored so far: nothing may be acknowledged
   */
  void awaitDurable(long offset) throws JournalException;

  /**
   * The offset up to which {@link #awaitDurable} returns at once, as long as the journal is
   * healthy.
   */
  long durable();

  /** Whether so much waits to be written that clients should be slowed down. */
  boolean congested();

  /** Waits, outside the server's lock, until the journal is no longer congested or is failing. */
  void awaitRoom();

  /** Why the last write was refused, as in {@code No space left on device}; null when healthy. */
  @Nullable String failure();

  /** Writes and syncs what was appended and releases everything. */
  @Override
  void close() throws JournalException;
}
