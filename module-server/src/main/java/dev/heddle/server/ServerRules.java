package dev.heddle.server;

import dev.heddle.resp.Limits;
import dev.heddle.resp.ProtocolError;
import dev.heddle.server.command.Client;
import dev.heddle.server.config.Config;
import dev.heddle.server.config.OutputLimits;
import dev.heddle.server.engine.ServerStats;
import dev.heddle.server.family.ClientLine;
import dev.heddle.server.log.ServerLog;
import dev.heddle.server.net.ConnectionRules;
import dev.heddle.server.pubsub.Post;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** The configuration's word on connections. */
final class ServerRules implements ConnectionRules, Post.Limits {
  private static final long HTTP_WARNING_INTERVAL = TimeUnit.MINUTES.toNanos(1);

  private final Config config;
  private final ServerLog log;
  private long warnedOfHttp = System.nanoTime() - HTTP_WARNING_INTERVAL; // guarded by the lock
  private final InstantSource clock;
  private final ServerStats stats;
  private volatile Limits known;
  private volatile Limits unknown;

  ServerRules(Config config, ServerLog log, InstantSource clock, ServerStats stats) {
    this.config = config;
    this.stats = stats;
    this.log = log;
    this.clock = clock;
    this.known = limitsNow(/* authenticated= */ true);
    this.unknown = limitsNow(/* authenticated= */ false);
    config.clients.protoMaxBulkLen.onChange(this::changed);
  }

  private void changed() {
    known = limitsNow(/* authenticated= */ true);
    unknown = limitsNow(/* authenticated= */ false);
  }

  private Limits limitsNow(boolean authenticated) {
    long bulk = Math.min(Integer.MAX_VALUE - 8, config.clients.protoMaxBulkLen.value());
    return new Limits(
        Limits.DEFAULTS.inline(), Limits.DEFAULTS.arguments(), (int) bulk, authenticated);
  }

  @Override
  public Limits limits(boolean authenticated) {
    return authenticated ? known : unknown;
  }

  @Override
  public boolean passwordRequired() {
    return !config.security.requirePass.value().isEmpty();
  }

  @Override
  public boolean deniesPeer(Client.Link peer) {
    return config.network.protectedMode.value() && !passwordRequired() && !peer.isLocal();
  }

  @Override
  public long maxClients() {
    return config.clients.maxClients.value();
  }

  @Override
  public long queryBufferLimit() {
    return config.clients.queryBufferLimit.value();
  }

  @Override
  public long outputLimit(Client client) {
    return outputLimits(config, client).hard();
  }

  /** The limits of the class that a client is in. */
  static OutputLimits.Limit outputLimits(Config config, Client client) {
    OutputLimits limits = config.clients.outputBufferLimit.value();
    return client.subscribed() ? limits.pubsub() : limits.normal();
  }

  @Override
  public long most(Client client) {
    return outputLimit(client);
  }

  @Override
  public void exceeded(Client client) {
    outputLimitExceeded(client);
  }

  @Override
  public int tcpKeepAliveSeconds() {
    return config.network.tcpKeepalive.intValue();
  }

  @Override
  public int backlog() {
    return config.network.tcpBacklog.intValue();
  }

  @Override
  public void hungUp(Client.Link peer, IOException cause) {
    log.verbose("Client " + peer.peer() + " closed connection: " + cause.getMessage());
  }

  @Override
  public void protocolError(Client.Link peer, ProtocolError error) {
    log.verbose("Protocol error (" + error.getMessage() + ") from client: " + peer.peer());
  }

  @Override
  public void spokeHttp(Client.Link peer) {
    long now = System.nanoTime();
    if (now - warnedOfHttp >= HTTP_WARNING_INTERVAL) {
      warnedOfHttp = now;
      log.warning(
          "Possible SECURITY ATTACK detected. It looks like somebody is sending POST or Host:"
              + " commands to Heddle. This is likely due to an attacker attempting to use Cross"
              + " Protocol Scripting to compromise your Heddle instance. Connection from "
              + peer.peer()
              + " aborted.");
    }
  }

  @Override
  public void queryBufferExceeded(Client.Link peer) {
    log.warning("Closing client that reached max query buffer length: " + peer.peer());
  }

  @Override
  public void outputLimitExceeded(Client client) {
    stats.outputLimitExceeded();
    log.warning(
        "Client "
            + ClientLine.of(client, clock.millis())
            + " scheduled to be closed ASAP for overcoming of output buffer limits.");
  }

  @Override
  public void acceptFailed(IOException cause) {
    log.warning("Accepting client connection: " + cause.getMessage());
  }
}
