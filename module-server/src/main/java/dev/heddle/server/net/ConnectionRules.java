package dev.heddle.server.net;

import dev.heddle.resp.Limits;
import dev.heddle.resp.ProtocolError;
import dev.heddle.server.command.Client;
import java.io.IOException;

/**
 * What the configuration says about connections, asked at the moment it matters, and who hears of
 * their ends.
 */
public interface ConnectionRules {
  /** The same object as long as the configuration is the same. */
  Limits limits(boolean authenticated);

  boolean passwordRequired();

  /** True when protected mode keeps this peer out. */
  boolean deniesPeer(Client.Link peer);

  long maxClients();

  long queryBufferLimit();

  /** How many bytes of replies and messages may wait for this client; 0: any number. */
  long outputLimit(Client client);

  int tcpKeepAliveSeconds();

  int backlog();

  /** A connection broke. */
  void hungUp(Client.Link peer, IOException cause);

  void protocolError(Client.Link peer, ProtocolError error);

  /** A browser, most likely, whom a page has sent here; called under the server's lock. */
  void spokeHttp(Client.Link peer);

  void queryBufferExceeded(Client.Link peer);

  void outputLimitExceeded(Client client);

  /** A connection could not be accepted. */
  void acceptFailed(IOException cause);
}
