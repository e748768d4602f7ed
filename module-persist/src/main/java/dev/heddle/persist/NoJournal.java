package dev.heddle.persist;

import org.jspecify.annotations.Nullable;

/** The journal of a server without persistence. */
final class NoJournal implements Journal {
  @Override
  public long append(int db, byte[] buf, int off, int len) {
    return 0;
  }

  @Override
  public void awaitDurable(long offset) {}

  @Override
  public long durable() {
    return Long.MAX_VALUE;
  }

  @Override
  public boolean congested() {
    return false;
  }

  @Override
  public void awaitRoom() {}

  @Override
  public @Nullable String failure() {
    return null;
  }

  @Override
  public void close() {}
}
