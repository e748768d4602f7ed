package dev.heddle.server.process;

import dev.heddle.server.config.Config;
import dev.heddle.server.config.ConfigFileException;
import dev.heddle.server.config.LogFormat;
import dev.heddle.server.config.Setting;
import dev.heddle.server.log.FileSink;
import dev.heddle.server.log.LogSink;
import dev.heddle.server.log.ServerLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** Runs a server as a process of its own, from the command line to the exit code. */
public final class Launcher {
  private static final String USAGE =
      """
      Usage: heddle-server [/path/to/redis.conf] [--option value ...] [-]
             heddle-server - (read the configuration from standard input)
             heddle-server -v or --version
             heddle-server -h or --help

      Examples:
             heddle-server (run the server with the default configuration)
             echo 'maxmemory 128mb' | heddle-server -
             heddle-server /etc/redis/6379.conf
             heddle-server --port 7777 --save 900 1 300 10
             heddle-server /etc/redis/6379.conf --loglevel verbose -
      """;

  private final Terminal terminal;
  private final ServerStarter starter;
  private final Version version = Version.read();
  private final Config config = new Config();

  public Launcher(Terminal terminal, ServerStarter starter) {
    this.terminal = terminal;
    this.starter = starter;
  }

  /** Does what the arguments ask for and returns the exit code of the process. */
  public int run(List<String> arguments) throws InterruptedException {
    if (arguments.equals(List.of("-v")) || arguments.equals(List.of("--version"))) {
      terminal.out().println(version.line());
      return 0;
    }
    if (arguments.equals(List.of("-h")) || arguments.equals(List.of("--help"))) {
      terminal.out().print(USAGE);
      return 0;
    }
    try {
      byte[] stdin = Config.readsStdin(arguments) ? terminal.in().readAllBytes() : new byte[0];
      config.load(arguments, new ByteArrayInputStream(stdin));
      if (config.process.daemonize.value() && !Daemon.isChild(terminal.environment())) {
        return Daemon.startChild(stdin, terminal.err());
      }
      return serve(!arguments.isEmpty());
    } catch (ConfigFileException e) {
      terminal.err().print(fatal(e.text()));
      return 1;
    } catch (IOException e) {
      terminal.err().println(Failures.reason(e));
      return 1;
    }
  }

  private String fatal(String text) {
    return "\n*** FATAL CONFIG FILE ERROR (Heddle " + version.version() + ") ***\n" + text + "\n";
  }

  private int serve(boolean configured) throws InterruptedException {
    var log = new ServerLog(sink(), config.process, InstantSource.system());
    announce(log, configured);
    var pidFile = new PidFile(log);
    var signals = new SignalShutdowns(config.process, log);
    try {
      signals.install(terminal.signals());
      OpenFiles.ofThisProcess().fit(config, log);
      RunningServer server =
          start(
              log,
              listening -> {
                signals.started(listening);
                pidFile.create(config);
              });
      if (Daemon.isChild(terminal.environment())) {
        Daemon.detach(terminal.out(), terminal.err());
      }
      return server.awaitTermination();
    } catch (IOException e) {
      failed(log, Failures.reason(e));
      return 1;
    } finally {
      pidFile.remove();
      log.flush();
    }
  }

  private RunningServer start(ServerLog log, Consumer<RunningServer> listening) throws IOException {
    try {
      return starter.start(config, log, listening);
    } catch (ConfigFileException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      log.failure("The server could not be started", e);
      throw new IOException("The server could not be started: " + e, e);
    }
  }

  /** Says why there is no server: in the log, and where the one who started it looks. */
  private void failed(ServerLog log, String reason) {
    log.warning(reason);
    if (!logsToStdout()) {
      terminal.err().println(reason);
    }
  }

  private boolean logsToStdout() {
    return config.process.logFile.value().isEmpty();
  }

  private LogSink sink() {
    if (logsToStdout()) {
      return this::toStdout;
    }
    var sink = new FileSink(config.path(config.process.logFile.value()));
    try {
      sink.check();
    } catch (IOException e) {
      throw new ConfigFileException("Can't open the log file: " + Failures.reason(e));
    }
    return sink;
  }

  private void toStdout(byte[] lines) {
    terminal.out().writeBytes(lines);
    terminal.out().flush();
  }

  private void announce(ServerLog log, boolean configured) {
    long pid = ProcessHandle.current().pid();
    log.warning("oO0OoO0OoO0Oo Heddle is starting oO0OoO0OoO0Oo");
    log.warning(
        "Heddle version=%s, bits=64, commit=%s, modified=0, pid=%d, just started"
            .formatted(version.version(), version.revision(), pid));
    log.warning(
        configured
            ? "Configuration loaded"
            : "Warning: no config file specified, using the default config. In order to specify a"
                + " config file use heddle-server /path/to/redis.conf");
    for (Setting<?> setting : config.ineffective()) {
      log.notice("'" + setting + "' has no effect in Heddle");
    }
    log.started();
    long port = config.network.port.value();
    boolean shown = config.process.alwaysShowLogo.value() || (logsToStdout() && isTerminal());
    if (shown && config.process.logFormat.value() == LogFormat.PLAIN) {
      log.raw(Banner.text(version, port, pid));
    } else {
      log.notice("Running mode=standalone, port=" + port + ".");
    }
  }

  /** Whether standard output is a terminal, which the runtime itself tells from version 22 on. */
  @SuppressWarnings("SystemConsoleNull") // that is before version 22
  private static boolean isTerminal() {
    Path out = Path.of("/proc/self/fd/1");
    try {
      return Files.exists(out)
          ? Files.readSymbolicLink(out).startsWith("/dev/pts")
              || Files.readSymbolicLink(out).toString().startsWith("/dev/tty")
          : System.console() != null;
    } catch (IOException e) {
      return false;
    }
  }
}
