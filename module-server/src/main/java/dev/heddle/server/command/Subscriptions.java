package dev.heddle.server.command;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What one client has subscribed to; guarded by the server's lock. */
public final class Subscriptions {

  /** What a topic is, and what the messages about it are called. */
  public enum Kind {
    CHANNEL("subscribe", "unsubscribe"),
    PATTERN("psubscribe", "punsubscribe"),
    SHARD("ssubscribe", "sunsubscribe");

    private final String subscribed;
    private final String unsubscribed;

    Kind(String subscribed, String unsubscribed) {
      this.subscribed = subscribed;
      this.unsubscribed = unsubscribed;
    }

    /** What confirms a subscription. */
    public String subscribed() {
      return subscribed;
    }

    /** What confirms the end of one. */
    public String unsubscribed() {
      return unsubscribed;
    }
  }

  private final Map<Kind, Set<Topic>> topics = new EnumMap<>(Kind.class);

  /** The topics of one kind, in the order in which they were subscribed to. */
  public Set<Topic> of(Kind kind) {
    return topics.computeIfAbsent(kind, k -> new LinkedHashSet<>());
  }

  public int count(Kind kind) {
    Set<Topic> some = topics.get(kind);
    return some == null ? 0 : some.size();
  }

  /** The number that confirmations give: shard channels are counted apart from all others. */
  public int confirmed(Kind kind) {
    return kind == Kind.SHARD ? count(Kind.SHARD) : count(Kind.CHANNEL) + count(Kind.PATTERN);
  }

  public boolean isEmpty() {
    return confirmed(Kind.CHANNEL) == 0 && count(Kind.SHARD) == 0;
  }
}
