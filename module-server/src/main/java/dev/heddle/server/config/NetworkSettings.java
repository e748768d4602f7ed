package dev.heddle.server.config;

import static dev.heddle.server.config.Trait.IMMUTABLE;
import static dev.heddle.server.config.Trait.UNSUPPORTED;

import java.util.List;

/** Where the server listens. */
public final class NetworkSettings extends Section {
  private static final int MAX_ADDRESSES = 16;

  public final ValueSetting<List<String>> bind =
      words("bind", List.of("*", "-::*"), NetworkSettings::checkAddresses);
  public final LongSetting port = number("port", 6379, 0, 65535);
  public final LongSetting tcpBacklog = number("tcp-backlog", 511, 0, INT, IMMUTABLE);
  public final LongSetting tcpKeepalive = number("tcp-keepalive", 300, 0, INT);
  public final ValueSetting<String> unixSocket = file("unixsocket", IMMUTABLE);
  public final LongSetting unixSocketPerm = mode("unixsocketperm", IMMUTABLE);
  public final BoolSetting protectedMode = bool("protected-mode", true);

  NetworkSettings() {
    text("bind-source-addr", "", UNSUPPORTED);
    number("socket-mark-id", 0, 0, UNSIGNED_INT, IMMUTABLE, UNSUPPORTED);
    tls();
  }

  private void tls() {
    number("tls-port", 0, 0, 65535, UNSUPPORTED);
    for (String name :
        List.of(
            "tls-cert-file",
            "tls-key-file",
            "tls-key-file-pass",
            "tls-client-cert-file",
            "tls-client-key-file",
            "tls-client-key-file-pass",
            "tls-dh-params-file",
            "tls-ca-cert-file",
            "tls-ca-cert-dir",
            "tls-protocols",
            "tls-ciphers",
            "tls-ciphersuites")) {
      text(name, "", UNSUPPORTED);
    }
    choice("tls-auth-clients", "yes", List.of("no", "yes", "optional"), UNSUPPORTED);
    bool("tls-replication", false, UNSUPPORTED);
    bool("tls-cluster", false, UNSUPPORTED);
    bool("tls-prefer-server-ciphers", false, UNSUPPORTED);
    bool("tls-session-caching", true, UNSUPPORTED);
    number("tls-session-cache-size", 20480, 0, INT, UNSUPPORTED);
    number("tls-session-cache-timeout", 300, 0, INT, UNSUPPORTED);
  }

  private static void checkAddresses(List<String> addresses) throws SettingException {
    if (addresses.size() > MAX_ADDRESSES) {
      throw new SettingException("Too many bind addresses specified.");
    }
  }
}
