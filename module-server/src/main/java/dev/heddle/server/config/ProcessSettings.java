package dev.heddle.server.config;

import static dev.heddle.server.config.Trait.IMMUTABLE;
import static dev.heddle.server.config.Trait.INERT;
import static dev.heddle.server.config.Trait.UNSUPPORTED;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The process: how it starts, runs, logs and ends. */
public final class ProcessSettings extends Section {
  private static final Pattern TITLE_VARIABLE = Pattern.compile("\\{([^}]*)}?");
  private static final Set<String> TITLE_VARIABLES =
      Set.of(
          "title", "listen-addr", "server-mode", "port", "tls-port", "unixsocket", "config-file");

  public final BoolSetting daemonize = bool("daemonize", false, IMMUTABLE);
  public final ValueSetting<String> pidFile = file("pidfile", IMMUTABLE);
  public final LongSetting databases = number("databases", 16, 1, INT, IMMUTABLE);
  public final LongSetting hz = number("hz", 10, 0, INT);
  public final BoolSetting dynamicHz = bool("dynamic-hz", true, INERT);
  public final LongSetting activeExpireEffort = number("active-expire-effort", 1, 1, 10, INERT);

  public final ValueSetting<LogLevel> logLevel = oneOf("loglevel", LogLevel.NOTICE);
  public final ValueSetting<String> logFile = file("logfile", IMMUTABLE);
  public final ValueSetting<LogFormat> logFormat = oneOf("log-format", LogFormat.PLAIN, IMMUTABLE);
  public final BoolSetting alwaysShowLogo = bool("always-show-logo", false, IMMUTABLE);

  public final LongSetting shutdownTimeout = number("shutdown-timeout", 10, 0, INT, INERT);
  public final ValueSetting<Set<SignalShutdown>> shutdownOnSigint =
      anyOf("shutdown-on-sigint", SignalShutdown.class, ProcessSettings::checkShutdown);
  public final ValueSetting<Set<SignalShutdown>> shutdownOnSigterm =
      anyOf("shutdown-on-sigterm", SignalShutdown.class, ProcessSettings::checkShutdown);

  ProcessSettings() {
    logging();
    operatingSystem();
    threads();
  }

  private void logging() {
    bool("syslog-enabled", false, IMMUTABLE, UNSUPPORTED);
    text("syslog-ident", "redis", IMMUTABLE, UNSUPPORTED);
    choice(
        "syslog-facility",
        "local0",
        List.of(
            "user", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7"),
        IMMUTABLE,
        UNSUPPORTED);
    bool("crash-log-enabled", true, INERT);
    bool("crash-memcheck-enabled", true, INERT);
  }

  private void operatingSystem() {
    value(
        "supervised",
        new Syntaxes.Choice(
            List.of("upstart", "systemd", "auto", "no"), ProcessSettings::checkSupervision),
        "no",
        IMMUTABLE);
    bool("set-proc-title", true, IMMUTABLE, INERT);
    checked(
        "proc-title-template",
        "{title} {listen-addr} {server-mode}",
        ProcessSettings::checkTitle,
        INERT);
    choice("oom-score-adj", "no", List.of("no", "yes", "relative", "absolute"), INERT);
    words("oom-score-adj-values", List.of("0", "200", "800"), ProcessSettings::checkScores, INERT);
    bool("disable-thp", true, IMMUTABLE, INERT);
    text("ignore-warnings", "", INERT);
    text("locale-collate", "", UNSUPPORTED);
  }

  private void threads() {
    for (String name :
        List.of("server_cpulist", "bio_cpulist", "aof_rewrite_cpulist", "bgsave_cpulist")) {
      text(name, "", IMMUTABLE, INERT);
    }
    number("io-threads", 1, 1, 128, IMMUTABLE, INERT);
    bool("io-threads-do-reads", false, IMMUTABLE, INERT);
    bool("activerehashing", true, INERT);
  }

  /** Of all supervisors, none is ever detected. */
  private static void checkSupervision(String by) throws SettingException {
    if (!by.equals("no") && !by.equals("auto")) {
      throw new SettingException("'supervised " + by + "' is not supported by this version");
    }
  }

  private static void checkShutdown(Set<SignalShutdown> options) throws SettingException {
    if (options.containsAll(Set.of(SignalShutdown.SAVE, SignalShutdown.NOSAVE))) {
      throw new SettingException("shutdown options SAVE and NOSAVE can't be used simultaneously");
    }
  }

  private static void checkTitle(String template) throws SettingException {
    var m = TITLE_VARIABLE.matcher(template);
    while (m.find()) {
      if (!m.group().endsWith("}") || !TITLE_VARIABLES.contains(m.group(1))) {
        throw new SettingException("template format is invalid or contains unknown variables");
      }
    }
  }

  private static void checkScores(List<String> scores) throws SettingException {
    if (scores.size() != 3) {
      throw new SettingException("wrong number of arguments");
    }
    for (String score : scores) {
      if (!score.matches("-?[0-9]{1,4}") || Math.abs(Integer.parseInt(score)) > 2000) {
        throw new SettingException(
            "Invalid oom-score-adj-values, elements must be between -2000 and 2000.");
      }
    }
  }
}
