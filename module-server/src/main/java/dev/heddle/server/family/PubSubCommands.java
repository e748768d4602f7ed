package dev.heddle.server.family;

import static dev.heddle.server.command.Flag.FAST;
import static dev.heddle.server.command.Flag.LOADING;
import static dev.heddle.server.command.Flag.MAY_REPLICATE;
import static dev.heddle.server.command.Flag.NOSCRIPT;
import static dev.heddle.server.command.Flag.PUBSUB;
import static dev.heddle.server.command.Flag.STALE;
import static dev.heddle.server.command.KeySpec.Use.NOT_KEY;
import static dev.heddle.server.command.KeySpec.firstKey;
import static dev.heddle.server.command.KeySpec.keys;

import dev.heddle.resp.Args;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Group;
import dev.heddle.server.command.Handler;
import dev.heddle.server.command.Subscriptions;
import dev.heddle.server.command.Subscriptions.Kind;
import dev.heddle.server.command.Topic;
import dev.heddle.server.pubsub.PubSub;
import dev.heddle.store.Glob;
import java.util.List;

/**
 * SUBSCRIBE, PUBLISH and their kin.
 *
 * <p>To subscribe is confirmed by one message for each channel, in place of a reply.
 */
public final class PubSubCommands {
  private final PubSub pubSub;

  private PubSubCommands(PubSub pubSub) {
    this.pubSub = pubSub;
  }

  public static void declare(CommandTable t, PubSub pubSub) {
    var commands = new PubSubCommands(pubSub);
    t.group(Group.PUBSUB);
    commands.declareSubscribing(t);
    commands.declarePublishing(t);
    commands.declareAsking(t);
  }

  private void declareSubscribing(CommandTable t) {
    t.add("SUBSCRIBE {channel}...", subscribe(Kind.CHANNEL), PUBSUB, NOSCRIPT, LOADING, STALE)
        .doc("2.0.0", "O(N), N channels", "Has the client hear what is published to channels.");
    t.add("UNSUBSCRIBE [channel]...", unsubscribe(Kind.CHANNEL), PUBSUB, NOSCRIPT, LOADING, STALE)
        .doc("2.0.0", "O(N), N channels", "Ends subscriptions to channels, or to all.");
    t.add("PSUBSCRIBE {pattern}...", subscribe(Kind.PATTERN), PUBSUB, NOSCRIPT, LOADING, STALE)
        .doc(
            "2.0.0",
            "O(N), N patterns",
            "Has the client hear what is published to channels that match patterns.");
    t.add("PUNSUBSCRIBE [pattern]...", unsubscribe(Kind.PATTERN), PUBSUB, NOSCRIPT, LOADING, STALE)
        .doc("2.0.0", "O(N), N patterns", "Ends subscriptions to patterns, or to all.");
    t.add(
            "SSUBSCRIBE {shardchannel}...",
            keys(1, -1, 1, NOT_KEY),
            subscribe(Kind.SHARD),
            PUBSUB,
            NOSCRIPT,
            LOADING,
            STALE)
        .doc(
            "7.0.0",
            "O(N), N channels",
            "Has the client hear what is published to shard channels.");
    t.add(
            "SUNSUBSCRIBE [shardchannel]...",
            keys(1, -1, 1, NOT_KEY),
            unsubscribe(Kind.SHARD),
            PUBSUB,
            NOSCRIPT,
            LOADING,
            STALE)
        .doc("7.0.0", "O(N), N channels", "Ends subscriptions to shard channels, or to all.");
  }

  private void declarePublishing(CommandTable t) {
    t.add("PUBLISH channel message", this::publish, PUBSUB, LOADING, STALE, FAST, MAY_REPLICATE)
        .doc(
            "2.0.0",
            "O(N+M), N subscribers of the channel, M patterns of all clients",
            "Sends a message to all who have subscribed to a channel.");
    t.add(
            "SPUBLISH shardchannel message",
            firstKey(NOT_KEY),
            this::spublish,
            PUBSUB,
            LOADING,
            STALE,
            FAST,
            MAY_REPLICATE)
        .doc(
            "7.0.0",
            "O(N), N subscribers of the channel",
            "Sends a message to all who have subscribed to a shard channel.");
  }

  private void declareAsking(CommandTable t) {
    t.container("PUBSUB", "6.2.0")
        .helpAcl()
        .doc("2.8.0", "Depends on subcommand.", "Commands about channels and subscriptions.");
    asking(t, "PUBSUB CHANNELS [pattern]", (call, out) -> names(Kind.CHANNEL, call, out))
        .doc("2.8.0", "O(N), N channels with subscribers", "Lists channels with subscribers.");
    asking(t, "PUBSUB NUMPAT", (call, out) -> out.integer(pubSub.size(Kind.PATTERN)))
        .doc("2.8.0", "O(1)", "Counts the patterns that have subscribers.");
    asking(t, "PUBSUB NUMSUB [channel]...", (call, out) -> counts(Kind.CHANNEL, call, out))
        .doc("2.8.0", "O(N), N channels", "Counts the subscribers of channels.");
    asking(t, "PUBSUB SHARDCHANNELS [pattern]", (call, out) -> names(Kind.SHARD, call, out))
        .doc(
            "7.0.0", "O(N), N channels with subscribers", "Lists shard channels with subscribers.");
    asking(t, "PUBSUB SHARDNUMSUB [shardchannel]...", (call, out) -> counts(Kind.SHARD, call, out))
        .doc("7.0.0", "O(N), N channels", "Counts the subscribers of shard channels.");
  }

  private static Command asking(CommandTable t, String row, Handler handler) {
    return t.add(row, handler, PUBSUB, LOADING, STALE);
  }

  // ---- subscribing

  /** Within a transaction each command has one reply; for channels Redis lets that pass. */
  private Handler subscribe(Kind kind) {
    return (call, out) -> {
      if (kind == Kind.SHARD && !call.client().mayBlock()) {
        throw Err.SSUBSCRIBE_IN_MULTI;
      }
      for (int i = 1; i < call.count(); i++) {
        byte[] name = call.copy(i);
        pubSub.subscribe(call.client(), kind, name);
        pubSub.confirm(call.client(), kind, /* begun= */ true, name, out);
      }
    };
  }

  private Handler unsubscribe(Kind kind) {
    return (call, out) -> {
      if (call.count() == 1) {
        unsubscribeAll(call.client(), kind, out);
      }
      for (int i = 1; i < call.count(); i++) {
        unsubscribe(call.client(), kind, call.copy(i), out);
      }
    };
  }

  private void unsubscribe(Client client, Kind kind, byte[] name, ReplyWriter out) {
    pubSub.unsubscribe(client, kind, name);
    pubSub.confirm(client, kind, /* begun= */ false, name, out);
  }

  private void unsubscribeAll(Client client, Kind kind, ReplyWriter out) {
    Subscriptions own = client.subscriptions();
    List<Topic> topics = own == null ? List.of() : List.copyOf(own.of(kind));
    topics.forEach(topic -> unsubscribe(client, kind, topic.name(), out));
    if (topics.isEmpty()) {
      pubSub.confirm(client, kind, /* begun= */ false, null, out);
    }
  }

  // ---- publishing

  private void publish(Call call, ReplyWriter out) {
    Args args = call.args();
    out.integer(
        pubSub.publish(
            args.array(1),
            args.offset(1),
            args.length(1),
            args.array(2),
            args.offset(2),
            args.length(2)));
  }

  private void spublish(Call call, ReplyWriter out) {
    Args args = call.args();
    out.integer(
        pubSub.publishToShard(
            args.array(1),
            args.offset(1),
            args.length(1),
            args.array(2),
            args.offset(2),
            args.length(2)));
  }

  // ---- asking

  private void names(Kind kind, Call call, ReplyWriter out) {
    if (call.count() > 3) {
      throw Err.unknownForm(call.args(), "PUBSUB");
    }
    Glob pattern = Glob.of(call.count() == 3 ? call.copy(2) : Call.ascii("*"), false);
    List<Topic> topics =
        pubSub.topics(kind).stream().filter(topic -> pattern.matches(topic.name())).toList();
    out.array(topics.size());
    topics.forEach(topic -> out.bulk(topic.name()));
  }

  private void counts(Kind kind, Call call, ReplyWriter out) {
    Args args = call.args();
    out.array(2 * (args.count() - 2));
    for (int i = 2; i < args.count(); i++) {
      out.bulk(args.array(i), args.offset(i), args.length(i));
      out.integer(pubSub.subscribers(kind, args.array(i), args.offset(i), args.length(i)));
    }
  }
}
