package dev.heddle.server.family;

import dev.heddle.server.command.Client;
import dev.heddle.server.command.Command;
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
        + " sub=0 psub=0 ssub=0 multi="
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
        + " oll=0 omem=0 tot-mem="
        + (capacity + replies + CLIENT_OBJECTS)
        + " events=r cmd="
        + (last == null ? "NULL" : last.fullName())
        + " user=default redir=-1 resp="
        + client.protocol()
        + " lib-name="
        + client.libName()
        + " lib-ver="
        + client.libVersion();
  }

  private static String flags(Client client, Client.@Nullable Link link) {
    String letters =
        (client.paused() || client.blockedOn() != null ? "b" : "")
            + (client.transaction() == null ? "" : "x")
            + (client.watchBroken() ? "d" : "")
            + (client.closing() ? "c" : "")
            + (link != null && link.isUnixSocket() ? "U" : "")
            + (client.noEvict() ? "e" : "")
            + (client.noTouch() ? "T" : "");
    return letters.isEmpty() ? "N" : letters;
  }
}
