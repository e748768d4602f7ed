package dev.heddle.server.config;

import static dev.heddle.server.config.Trait.IMMUTABLE;
import static dev.heddle.server.config.Trait.UNSUPPORTED;

import java.util.List;

/** Who may do what. */
public final class SecuritySettings extends Section {
  public final ValueSetting<String> requirePass = text("requirepass", "");
  public final ValueSetting<Permission> enableProtectedConfigs =
      oneOf("enable-protected-configs", Permission.NO, IMMUTABLE);
  public final ValueSetting<Permission> enableDebugCommand =
      oneOf("enable-debug-command", Permission.NO, IMMUTABLE);

  SecuritySettings() {
    oneOf("enable-module-command", Permission.NO, IMMUTABLE, UNSUPPORTED);
    text("aclfile", "", IMMUTABLE, UNSUPPORTED);
    number("acllog-max-len", 128, 0, LONG, UNSUPPORTED);
    choice(
        "acl-pubsub-default",
        "resetchannels",
        List.of("allchannels", "resetchannels"),
        UNSUPPORTED);
  }
}
