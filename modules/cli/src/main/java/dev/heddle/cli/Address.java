package dev.heddle.cli;

/**
 * Where a server listens.
 *
 * @param socket the path of a UNIX socket, or empty: host and port count
 */
record Address(String host, int port, String socket) {
  static Address of(String host, int port) {
    return new Address(host, port, "");
  }

  boolean isLocal() {
    return !socket.isEmpty();
  }

  /** As it stands in the prompt. */
  String prompt() {
    return isLocal() ? "redis " + socket : toString();
  }

  @Override
  public String toString() {
    if (isLocal()) {
      return socket;
    }
    return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
  }
}
