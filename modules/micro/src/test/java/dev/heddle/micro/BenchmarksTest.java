package dev.heddle.micro;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs each benchmark for a moment, in this process and with little data, so that none can rot. */
class BenchmarksTest {
  private static final TimeValue MOMENT = TimeValue.milliseconds(5);

  @TestFactory
  Stream<DynamicTest> runs() {
    return names().stream().map(name -> DynamicTest.dynamicTest(name, () -> run(name)));
  }

  private static void run(String name) {
    var options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(name) + "$")
            .verbosity(VerboseMode.SILENT)
            .mode(Mode.AverageTime)
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(MOMENT)
            .shouldFailOnError(true)
            .param("keys", "1000")
            .param("members", "1000")
            .param("elements", "1000")
            .param("entries", "1000")
            .param("fields", "10", "1000");
    var results = assertDoesNotThrow(() -> new Runner(options.build()).run(), name);
    assertFalse(results.isEmpty(), name);
    for (var result : results) {
      assertTrue(result.getPrimaryResult().getScore() > 0, name);
    }
  }

  @Test
  void noClassOfBenchmarksIsForgotten() throws IOException {
    assertEquals(
        sources(), names().stream().map(BenchmarksTest::className).collect(Collectors.toSet()));
  }

  private static Set<String> names() {
    var silence = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
    return BenchmarkList.defaultList().getAll(silence, List.of()).stream()
        .map(entry -> entry.getUsername())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String className(String benchmark) {
    String qualified = benchmark.substring(0, benchmark.lastIndexOf('.'));
    return qualified.substring(qualified.lastIndexOf('.') + 1);
  }

  private static Set<String> sources() throws IOException {
    try (var files = Files.walk(Path.of("src", "main", "java"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Benchmark.java"))
          .map(name -> name.replace(".java", ""))
          .collect(Collectors.toSet());
    }
  }
}
