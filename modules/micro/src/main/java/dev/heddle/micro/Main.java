package dev.heddle.micro;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * The program: JMH with its own command line, and with defaults that fit pieces which take
 * nanoseconds: one fork with the server's options of the JVM, five rounds of a second to warm up,
 * five to measure, nanoseconds an operation.
 */
public final class Main {
  private static final String SERVER_OPTIONS =
      "modules/image/src/main/image/lib/heddle-server.jvmopts";

  /** Without these an option that this JVM does not know, or has as an experiment, would end it. */
  private static final String TOLERANT = "-XX:+IgnoreUnrecognizedVMOptions";

  private static final String UNLOCKED = "-XX:+UnlockExperimentalVMOptions";

  private Main() {}

  /**
   * Runs the benchmarks whose names contain one of the patterns, or all.
   *
   * @param args the source tree, then {@code [pattern]... [option of JMH]...}
   */
  public static void main(String[] args) throws IOException, RunnerException {
    String[] line = Arrays.copyOfRange(args, 1, args.length);
    try {
      var given = new CommandLineOptions(line);
      if (asks(given)) {
        org.openjdk.jmh.Main.main(line);
      } else {
        new Runner(withDefaults(given, Path.of(args[0]))).run();
      }
    } catch (CommandLineOptionException e) {
      System.err.println("heddle bench micro: " + e.getMessage());
      System.exit(1);
    }
  }

  /** Whether something is to be told, and nothing to be run. */
  private static boolean asks(CommandLineOptions given) {
    return given.shouldHelp()
        || given.shouldList()
        || given.shouldListWithParams()
        || given.shouldListProfilers()
        || given.shouldListResultFormats();
  }

  /**
   * What was given, and for the rest what fits these benchmarks.
   *
   * @param home the source tree, where the server's options of the JVM are and the results go
   */
  static Options withDefaults(CommandLineOptions given, Path home) {
    var options =
        new OptionsBuilder()
            .parent(given)
            .forks(given.getForkCount().orElse(1))
            .warmupIterations(given.getWarmupIterations().orElse(5))
            .warmupTime(given.getWarmupTime().orElse(TimeValue.seconds(1)))
            .measurementIterations(given.getMeasurementIterations().orElse(5))
            .measurementTime(given.getMeasurementTime().orElse(TimeValue.seconds(1)))
            .timeUnit(given.getTimeUnit().orElse(TimeUnit.NANOSECONDS))
            .shouldFailOnError(given.shouldFailOnError().orElse(true))
            .resultFormat(given.getResultFormat().orElse(ResultFormatType.JSON))
            .result(given.getResult().orElse(home.resolve("target/micro.json").toString()));
    if (given.getBenchModes().isEmpty()) {
      options.mode(Mode.AverageTime);
    }
    if (!given.getJvmArgsPrepend().hasValue()) {
      options.jvmArgsPrepend(TOLERANT, UNLOCKED, "@" + home.resolve(SERVER_OPTIONS));
    }
    return options.build();
  }
}
