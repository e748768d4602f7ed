package dev.heddle.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** The program: reads the command line, measures, and leaves nothing running. */
public final class Main {
  private final PrintStream out;
  private final PrintStream err;
  private volatile boolean abandoned;

  Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Exits with 0 after a measurement, whatever it shows, and 1 when there was none. */
  public static void main(String[] args) {
    System.exit(new Main(System.out, System.err).run(args));
  }

  /** The exit code. */
  int run(String... args) {
    try {
      var line = CommandLine.parse(args);
      if (line.has(Option.HELP)) {
        out.print(Help.text());
      } else {
        measure(line);
      }
      return 0;
    } catch (Failure e) {
      complain(e.line());
    } catch (IOException e) {
      complain(e.toString());
    }
    return 1;
  }

  private void complain(String what) {
    if (!abandoned) {
      err.println("heddle bench: " + what);
    }
  }

  private void measure(CommandLine line) throws IOException {
    var contenders = Contender.list(line);
    try (var workspace = new Workspace(Path.of(line.text(Option.OUT)))) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> abandon(workspace)));
      var session = new Session(line, contenders, workspace, new Transcript(out));
      switch (line.mode()) {
        case THROUGHPUT, CLIENTS -> throughput(session);
        case MEMORY -> new Memory(session).run();
        case STARTUP -> new Startup(session).run();
        case LOAD -> new LoadTime(session).run();
        case SNAPSHOT -> new SaveCost(session).run();
        case TAIL -> new Tail(session).run();
        case GROWTH -> new Growth(session).run();
        case LARGE -> new Large(session).run();
        case CARRIERS -> new Carriers(session).run();
      }
    }
  }

  /** At the end, and on Ctrl-C: the servers go, too, which is no news then. */
  private void abandon(Workspace workspace) {
    abandoned = true;
    try {
      workspace.close();
    } catch (IOException e) {
      err.println("heddle bench: " + e);
    }
  }

  private static void throughput(Session session) throws IOException {
    var plan = Plan.of(session.line());
    IdleClients.check(plan.idle(), plan.mostClients(), session.contenders().size());
    var generator = LoadGenerator.of(session, plan);
    var setting = session.setting(plan.describe());
    session.begin(setting);
    var report = new ThroughputReport(setting, session.transcript());
    new Throughput(plan, session.startAll(), generator, report).run();
    report.end();
    var files = new ThroughputFiles(setting, plan, report.results());
    session.save("svg", files.picture());
    session.save(files.json());
  }
}
