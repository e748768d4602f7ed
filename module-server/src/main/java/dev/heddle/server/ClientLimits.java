package dev.heddle.server;

import dev.heddle.server.command.Client;
import dev.heddle.server.command.Outbox;
import dev.heddle.server.config.Config;
import dev.heddle.server.config.OutputLimits;
import dev.heddle.server.engine.Cron;
import dev.heddle.server.engine.ServerStats;
import dev.heddle.server.family.ClientLine;
import dev.heddle.server.log.ServerLog;

/** Which clients are cut off: those idle for too long, and those too slow to take their replies. */
final class ClientLimits implements Cron.ClientCheck {
  private final Config config;
  private final ServerLog log;
  private final ServerStats stats;

  ClientLimits(Config config, ServerLog log, ServerStats stats) {
    this.config = config;
    this.stats = stats;
    this.log = log;
  }

  @Override
  public boolean isOver(Client client, Client.Link link, long now) {
    client.observe(link.queryBytes() + waiting(client, link), now);
    if (isIdle(client, now)) {
      log.verbose("Closing idle client");
      return true;
    }
    if (isSlow(client, link, now)) {
      stats.outputLimitExceeded();
      log.warning(
          "Client "
              + ClientLine.of(client, now)
              + " closed for overcoming of output buffer limits.");
      return true;
    }
    return false;
  }

  private boolean isIdle(Client client, long now) {
    long limit = config.clients.timeout.value() * 1000;
    boolean listens = client.subscribed() || client.monitoring();
    return limit != 0 && !client.paused() && !listens && now - client.lastActiveAt() > limit;
  }

  /** Bytes of replies and messages that wait for the client. */
  private static long waiting(Client client, Client.Link link) {
    Outbox outbox = client.outbox();
    return link.unsentBytes() + (outbox == null ? 0 : outbox.bytes());
  }

  /** Whether more than the soft limit has been waiting for as long as the limit allows. */
  private boolean isSlow(Client client, Client.Link link, long now) {
    OutputLimits.Limit limit = ServerRules.outputLimits(config, client);
    if (limit.soft() == 0 || waiting(client, link) <= limit.soft()) {
      client.slowSince(0);
      return false;
    }
    if (client.slowSince() == 0) {
      client.slowSince(now);
    }
    return now - client.slowSince() > limit.seconds() * 1000L;
  }
}
