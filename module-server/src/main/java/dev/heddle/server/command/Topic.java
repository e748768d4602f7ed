package dev.heddle.server.command;

import dev.heddle.store.Glob;
import dev.heddle.store.Node;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** A channel, or a pattern of channels, that has subscribers; guarded by the server's lock. */
public final class Topic extends Node {
  private final Set<Client> subscribers = new LinkedHashSet<>();
  private final Glob pattern;

  /** A topic without subscribers; the array belongs to it. */
  public Topic(byte[] name) {
    super(name);
    this.pattern = Glob.of(name, /* ignoreCase= */ false);
  }

  /** The name or the pattern; not to be changed. */
  public byte[] name() {
    return key;
  }

  /** Whether a channel's name matches the pattern that this topic's name is. */
  public boolean matches(byte[] a, int off, int len) {
    return pattern.matches(a, off, len);
  }

  public Set<Client> subscribers() {
    return Collections.unmodifiableSet(subscribers);
  }

  /** False when the client is among the subscribers already. */
  public boolean add(Client client) {
    return subscribers.add(client);
  }

  public void remove(Client client) {
    subscribers.remove(client);
  }
}
