package dev.heddle.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.TimeValue;

class MainTest {
  private static final Path HOME = Path.of("..", "..");

  private static Options options(String... line) throws Exception {
    return Main.withDefaults(new CommandLineOptions(line), HOME);
  }

  @Test
  void withoutOptionsTheDefaultsAreThoseOfTheDocumentation() throws Exception {
    var options = options("HashTable");
    assertEquals(List.of("HashTable"), options.getIncludes());
    assertEquals(1, options.getForkCount().get());
    assertEquals(5, options.getWarmupIterations().get());
    assertEquals(5, options.getMeasurementIterations().get());
    assertEquals(List.of(Mode.AverageTime), List.copyOf(options.getBenchModes()));
    assertEquals(HOME.resolve("target/micro.json").toString(), options.getResult().get());
  }

  @Test
  void optionsOfTheCommandLineWin() throws Exception {
    var options =
        options("-f", "2", "-wi", "1", "-i", "4", "-r", "9", "-bm", "thrpt", "-rff", "mine.json");
    assertEquals(2, options.getForkCount().get());
    assertEquals(1, options.getWarmupIterations().get());
    assertEquals(4, options.getMeasurementIterations().get());
    assertEquals(TimeValue.seconds(9), options.getMeasurementTime().get());
    assertEquals(List.of(Mode.Throughput), List.copyOf(options.getBenchModes()));
    assertEquals("mine.json", options.getResult().get());
  }

  @Test
  void forksHaveTheOptionsOfTheServer() throws Exception {
    String last = List.copyOf(options().getJvmArgsPrepend().get()).getLast();
    assertTrue(last.startsWith("@"), last);
    assertTrue(Files.isRegularFile(Path.of(last.substring(1))), last);
  }
}
