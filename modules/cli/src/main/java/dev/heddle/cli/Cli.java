package dev.heddle.cli;

import java.io.IOException;

/** The client, apart from the process in which it runs. */
final class Cli {
  private static final int OK = 0;
  private static final int FAILED = 1;

  private final Surroundings around;

  Cli(Surroundings around) {
    this.around = around;
  }

  /** Does what the command line says and answers with the exit code. */
  int run(String... args) {
    try {
      return run(Options.parse(args, around.variables()));
    } catch (UsageError e) {
      around.complain(e.reason());
      return FAILED;
    } catch (IOException e) {
      around.complain("Error: " + e.getMessage());
      return FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  private int run(Options options) throws IOException, InterruptedException {
    if (options.help || options.version) {
      around.out().println(Usage.version());
      around.out().print(options.help ? Usage.OPTIONS : "");
      around.out().flush();
      return OK;
    }
    if (options.passwordIsVisible()) {
      around.complain(
          "Warning: Using a password with '-a' option on the command line interface may not be"
              + " safe.");
    }
    if (options.lastArgumentFromInput) {
      options.command.add(around.in().readAllBytes());
    }
    var session = new Session(options, around);
    try {
      return options.command.isEmpty() ? shell(session) : once(options, session);
    } finally {
      session.disconnect();
    }
  }

  private int shell(Session session) throws IOException {
    boolean answered = new Shell(around, session).run();
    return answered || around.terminalIn() ? OK : FAILED;
  }

  private static int once(Options options, Session session) throws InterruptedException {
    var command = new Command(options.command);
    for (long i = 0; options.repeat < 0 || i < options.repeat; i++) {
      if (i > 0 && options.intervalMillis > 0) {
        Thread.sleep(options.intervalMillis);
      }
      switch (session.run(command)) {
        case ANSWERED -> {}
        case REFUSED, LOST, UNREACHABLE -> {
          return FAILED;
        }
      }
    }
    return OK;
  }
}
