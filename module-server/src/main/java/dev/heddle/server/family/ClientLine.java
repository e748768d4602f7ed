package dev.heddle.server.family;

import dev.heddle.server.command.Caching;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.Outbox;
import dev.heddle.server.command.Subscriptions;
import dev.heddle.server.command.Subscriptions.Kind;
import org.jspecify.annotations.Nullable;

/** One client as a line of CLIENT LIST. */
public final class ClientLine {
  private static final int CLIENT_OBJECTS = 2048; // the client's own objects and its thread's stack

  private ClientLine() {}

  /** The line without its end, as of an epoch millisecond. */
  public static String of(Client client, long now) {
    Client.Link link = client.link();
    Command last = client.lastCommand();
    long query = link == null ? 0 : link.queryBytes();
    long capacity = link == null ? 0 : link.queryCapacity();
    Outbox outbox = client.outbox();
    long waiting = outbox == null ? 0 : outbox.bytes();
    long replies = link == null ? 0 : link.replyCapacity();
    return "id="
        + client.id()
        + " addr="
        + (link == null ? "" : link.peer())
        + " laddr="
        + (link == null ? "" : link.local())
        + " fd="
        + (link == null ? -1 : link.descriptor())
        + " name="
        + client.name()
        + " age="
        + (now - client.createdAt()) / 1000
        + " idle="
        + (now - client.lastActiveAt()) / 1000
        + " flags="
        + flags(client, link)
        + " db="
        + client.db()
        + " sub="
        + count(client, Kind.CHANNEL)
        + " psub="
        + count(client, Kind.PATTERN)
        + " ssub="
        + count(client, Kind.SHARD)
        + " multi="
        + (client.transaction() == null ? -1 : client.transaction().queue().size())
        + " qbuf="
        + query
        + " qbuf-free="
        + Math.max(0, capacity - query)
        + " argv-mem=0 multi-mem="
        + (client.transaction() == null ? 0 : client.transaction().bytes())
        + " rbs="
        + replies
        + " rbp="
        + replies
        + " obl="
        + (link == null ? 0 : link.unsentBytes())
        + " oll="
        + (outbox == null ? 0 : outbox.messages())
        + " omem="
        + waiting
        + " tot-mem="
        + (capacity + replies + waiting + CLIENT_OBJECTS)
        + " events=r cmd="
        + (last == null ? "NULL" : last.fullName())
        + " user=default redir="
        + TrackingCommands.redirect(client)
        + " resp="
        + client.protocol()
        + " lib-name="
        + client.libName()
        + " lib-ver="
        + client.libVersion();
  }

  private static String flags(Client client, Client.@Nullable Link link) {
    String letters =
        (client.monitoring() ? "O" : "")
            + (client.subscribed() ? "P" : "")
            + (client.transaction() == null ? "" : "x")
            + (client.paused() || client.waits() ? "b" : "")
            + tracking(client.caching())
            + (client.watchBroken() ? "d" : "")
            + (client.closing() ? "c" : "")
            + (link != null && link.isUnixSocket() ? "U" : "")
            + (client.noEvict() ? "e" : "")
            + (client.noTouch() ? "T" : "");
    return letters.isEmpty() ? "N" : letters;
  }

  private static int count(Client client, Kind kind) {
    Subscriptions own = client.subscriptions();
    return own == null ? 0 : own.count(kind);
  }

  private static String tracking(@Nullable Caching caching) {
    return caching == null
        ? ""
        : "t" + (caching.broken() ? "R" : "") + (caching.mode() == Caching.Mode.BCAST ? "B" : "");
  }
}
