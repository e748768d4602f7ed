package dev.heddle.server.pubsub;

import dev.heddle.resp.Args;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.Command;
import dev.heddle.server.command.Flag;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The clients that are shown all commands; guarded by the server's lock. Commands for
 * administrators are too dangerous to be shown.
 */
public final class Monitors {
  private static final long HIDDEN = Flag.ADMIN.bit() | Flag.SKIP_MONITOR.bit();

  private final Set<Client> clients = new LinkedHashSet<>();
  private final Post post;
  private final InstantSource clock;

  public Monitors(Post post, InstantSource clock) {
    this.post = post;
    this.clock = clock;
  }

  /** Shows this client all commands from now on; false when it is shown them already. */
  public boolean add(Client client) {
    post.open(client);
    client.monitoring(true);
    return clients.add(client);
  }

  public void remove(Client client) {
    if (client.monitoring()) {
      client.monitoring(false);
      clients.remove(client);
    }
  }

  /** Shows a command that a client has run. */
  public void ran(Client client, Command command, Args args) {
    if (!clients.isEmpty() && !command.hasAny(HIDDEN)) {
      byte[] line =
          MonitorLine.of(clock.instant(), client, command, args)
              .getBytes(StandardCharsets.ISO_8859_1);
      clients.forEach(monitor -> post.send(monitor, line));
    }
  }
}
