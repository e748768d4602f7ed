package dev.heddle.server.pubsub;

import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.Subscriptions;
import dev.heddle.server.command.Subscriptions.Kind;
import dev.heddle.server.command.Topic;
import dev.heddle.store.HashTable;
import dev.heddle.store.SipHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who has subscribed to which channels, patterns and shard channels, and what is published; guarded
 * by the server's lock.
 *
 * <p>A message goes to the channel's subscribers first, then to those of each pattern that matches.
 */
public final class PubSub {
  private final Map<Kind, HashTable<Topic>> topics = new EnumMap<>(Kind.class);
  private final Post post;
  private final ReplyWriter encoder = new ReplyWriter();

  public PubSub(SipHash hash, Post post) {
    this.post = post;
    for (Kind kind : Kind.values()) {
      topics.put(kind, new HashTable<>(hash));
    }
  }

  private HashTable<Topic> all(Kind kind) {
    return Objects.requireNonNull(topics.get(kind));
  }

  // ---- subscribing

  /** Subscribes a client to a topic, whose name belongs to the registry from now on. */
  public void subscribe(Client client, Kind kind, byte[] name) {
    post.open(client);
    HashTable<Topic> table = all(kind);
    Topic topic = table.find(name, 0, name.length);
    if (topic == null) {
      topic = new Topic(name);
      table.add(topic);
    }
    if (topic.add(client)) {
      client.subscribe().of(kind).add(topic);
    }
  }

  /** Ends a subscription; nothing happens where there is none. */
  public void unsubscribe(Client client, Kind kind, byte[] name) {
    Topic topic = all(kind).find(name, 0, name.length);
    Subscriptions own = client.subscriptions();
    if (topic != null && own != null && own.of(kind).remove(topic)) {
      leave(client, kind, topic);
    }
  }

  private void leave(Client client, Kind kind, Topic topic) {
    topic.remove(client);
    if (topic.subscribers().isEmpty()) {
      all(kind).remove(topic);
    }
  }

  /** Ends all subscriptions of a client. */
  public void unsubscribe(Client client) {
    Subscriptions own = client.subscriptions();
    if (own != null) {
      for (Kind kind : Kind.values()) {
        own.of(kind).forEach(topic -> leave(client, kind, topic));
        own.of(kind).clear();
      }
    }
  }

  // ---- publishing

  /** True when nobody can hear of anything but shard channels. */
  boolean isSilent() {
    return size(Kind.CHANNEL) == 0 && size(Kind.PATTERN) == 0;
  }

  /** Publishes a message, parts of arrays each, and returns how many times it was sent. */
  public int publish(byte[] a, int off, int len, byte[] m, int from, int length) {
    int receivers = 0;
    Topic channel = all(Kind.CHANNEL).find(a, off, len);
    if (channel != null) {
      receivers += send(channel, "message", a, off, len, m, from, length);
    }
    if (size(Kind.PATTERN) > 0) {
      for (Topic pattern : matching(a, off, len)) {
        receivers += send(pattern, "pmessage", a, off, len, m, from, length);
      }
    }
    return receivers;
  }

  private List<Topic> matching(byte[] a, int off, int len) {
    var found = new ArrayList<Topic>();
    all(Kind.PATTERN)
        .forEach(pattern -> {
          if (pattern.matches(a, off, len)) {
            found.add(pattern);
          }
        });
    return found;
  }

  /** As {@link #publish}, to a shard channel. */
  public int publishToShard(byte[] a, int off, int len, byte[] m, int from, int length) {
    Topic channel = all(Kind.SHARD).find(a, off, len);
    return channel == null ? 0 : send(channel, "smessage", a, off, len, m, from, length);
  }

  private int send(
      Topic to, String type, byte[] a, int off, int len, byte[] m, int from, int length) {
    boolean byPattern = type.equals("pmessage");
    encoder.reset();
    encoder.push(byPattern ? 4 : 3);
    encoder.bulk(type);
    if (byPattern) {
      encoder.bulk(to.name());
    }
    encoder.bulk(a, off, len);
    encoder.bulk(m, from, length);
    post.send(to.subscribers(), Message.of(encoder));
    return to.subscribers().size();
  }

  // ---- confirming

  /**
   * Confirms that a client has (or has no longer) subscribed to a topic, in the reply or, where the
   * client wants no replies, as a message.
   *
   * @param name null: there was none to end
   */
  public void confirm(
      Client client, Kind kind, boolean begun, byte @Nullable [] name, ReplyWriter out) {
    if (client.replyMode() == Client.ReplyMode.ON) {
      confirmation(client, kind, begun, name, out);
      return;
    }
    encoder.reset();
    encoder.protocol(client.protocol());
    confirmation(client, kind, begun, name, encoder);
    encoder.protocol(2);
    post.send(client, Arrays.copyOf(encoder.buffer(), encoder.size()));
  }

  private static void confirmation(
      Client client, Kind kind, boolean begun, byte @Nullable [] name, ReplyWriter out) {
    Subscriptions own = client.subscriptions();
    String type = begun ? kind.subscribed() : kind.unsubscribed();
    out.push(3);
    out.bulk(type.getBytes(StandardCharsets.US_ASCII));
    if (name == null) {
      out.nil();
    } else {
      out.bulk(name);
    }
    out.integer(own == null ? 0 : own.confirmed(kind));
  }

  // ---- asking

  /** The number of topics of a kind that have subscribers. */
  public long size(Kind kind) {
    return all(kind).size();
  }

  /** The number of a topic's subscribers. */
  public int subscribers(Kind kind, byte[] a, int off, int len) {
    Topic topic = all(kind).find(a, off, len);
    return topic == null ? 0 : topic.subscribers().size();
  }

  /** The topics of a kind, in no order. */
  public List<Topic> topics(Kind kind) {
    var list = new ArrayList<Topic>();
    all(kind).forEach(list::add);
    return list;
  }
}
