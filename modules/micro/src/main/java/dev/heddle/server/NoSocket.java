package dev.heddle.server;

import dev.heddle.server.command.Client;

/** The connection of a client whose commands come from the very thread that runs them. */
final class NoSocket implements Client.Link {
  @Override
  public void close() {}

  @Override
  public void spokeHttp() {}

  @Override
  public String peer() {
    return "127.0.0.1:50000";
  }

  @Override
  public String local() {
    return "127.0.0.1:6379";
  }

  @Override
  public boolean isLocal() {
    return true;
  }

  @Override
  public boolean isUnixSocket() {
    return false;
  }

  @Override
  public int descriptor() {
    return 8;
  }

  @Override
  public long queryBytes() {
    return 0;
  }

  @Override
  public long queryCapacity() {
    return 0;
  }

  @Override
  public long replyCapacity() {
    return 0;
  }

  @Override
  public long unsentBytes() {
    return 0;
  }

  @Override
  public boolean isWaiting() {
    return false;
  }

  @Override
  public int send(byte[] a, int off, int len) {
    throw new IllegalStateException("the client's own thread writes");
  }

  @Override
  public void whenWritable(Runnable then) {
    throw new IllegalStateException("the client's own thread writes");
  }
}
