package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Values of all types and encodings go from one server to the other and back, in every kind of file
 * that either writes, and are the same to all commands that read them.
 */
class FilesOfAllTypesIT {
  private static final String SEED = "20260905";
  private static final int TRIES = 8;

  /** How the data come into the files. */
  @SuppressWarnings("ImmutableEnumChecker") // lists that nobody can change
  enum Form {
    SNAPSHOT(false),
    SNAPSHOT_IN_BACKGROUND(false),
    PLAIN_SNAPSHOT(false, "rdbcompression", "no", "rdbchecksum", "no"),
    COMMANDS(true),
    COMMANDS_WITH_TIMES(true, "aof-timestamp-enabled", "yes"),
    REWRITTEN(true),
    REWRITTEN_AS_COMMANDS(true, "aof-use-rdb-preamble", "no", "aof-timestamp-enabled", "yes"),
    REWRITTEN_TWICE_AND_KEPT(true, "aof-disable-auto-gc", "yes"),
    SEVERAL_INCREMENTS(true);

    private final boolean appendOnly;
    private final List<String> settings;

    Form(boolean appendOnly, String... settings) {
      this.appendOnly = appendOnly;
      this.settings = List.of(settings);
    }

    HeddleConfig heddle(Path directory) {
      var config = HeddleConfig.create().set("dir", directory.toString());
      config.set("appendonly", appendOnly ? "yes" : "no");
      config.set("auto-aof-rewrite-percentage", "0");
      for (int i = 0; i < settings.size(); i += 2) {
        config.set(settings.get(i), settings.get(i + 1));
      }
      return config;
    }

    RealRedis redis(Path directory) throws IOException {
      var options = new ArrayList<>(List.of("--appendonly", appendOnly ? "yes" : "no"));
      options.addAll(List.of("--auto-aof-rewrite-percentage", "0"));
      for (int i = 0; i < settings.size(); i += 2) {
        options.add("--" + settings.get(i));
        options.add(settings.get(i + 1));
      }
      return RealRedis.start(directory, options.toArray(String[]::new));
    }
  }

  /** What can be compared. */
  private record State(Map<String, Contents.Held> contents, Map<String, List<String>> streams) {
    static State of(int port) throws IOException {
      return new State(Contents.of(port), StreamContents.of(port));
    }
  }

  private static void assertSame(State expected, State actual) {
    assertSame(expected.contents(), actual.contents());
    assertSame(expected.streams(), actual.streams());
  }

  /** Names the first key that differs, and from where on. */
  private static void assertSame(Map<String, ?> expected, Map<String, ?> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((key, value) -> {
      String wanted = value.toString();
      String found = String.valueOf(actual.get(key));
      int at = Math.max(0, Arrays.mismatch(wanted.toCharArray(), found.toCharArray()) - 200);
      if (!wanted.equals(found)) {
        fail(
            "at %s expected ...%s but found ...%s"
                .formatted(key, part(wanted, at), part(found, at)));
      }
    });
  }

  private static String part(String text, int from) {
    String part = text.substring(from, Math.min(text.length(), from + 400));
    return part.replaceAll("[^ -~]", "?");
  }

  private Path directory = Path.of("");

  @BeforeEach
  @BeforeTry
  void makeDirectory() throws IOException {
    RealRedis.assumeInstalled("redis-server");
    RealRedis.assumeInstalled("redis-check-aof");
    RealRedis.assumeInstalled("redis-check-rdb");
    directory = Files.createTempDirectory("heddle-files");
  }

  @ParameterizedTest
  @EnumSource
  void fromRedisToHeddleAndBack(Form form) throws Exception {
    State written;
    try (var redis = form.redis(directory)) {
      AllTypes.fill(redis.port(), 1);
      keep(form, redis.port(), () -> AllTypes.change(redis.port(), 2));
      saveAgain(form, redis.port());
    }
    written = loadedByRedis(form);
    check(form, written);
    try (var heddle = Heddle.start(form.heddle(directory))) {
      assertSame(written, State.of(heddle.port()));
      keep(form, heddle.port(), () -> AllTypes.change(heddle.port(), 3));
      written = State.of(heddle.port());
      saveAgain(form, heddle.port());
    }
    check(form, written);
    try (var redis = form.redis(directory)) {
      assertSame(written, State.of(redis.port()));
    }
    remove();
  }

  @ParameterizedTest
  @EnumSource
  void fromHeddleToRedisAndBack(Form form) throws Exception {
    State written;
    try (var heddle = Heddle.start(form.heddle(directory))) {
      AllTypes.fill(heddle.port(), 4);
      keep(form, heddle.port(), () -> AllTypes.change(heddle.port(), 5));
      written = State.of(heddle.port());
      saveAgain(form, heddle.port());
    }
    check(form, written);
    try (var heddle = Heddle.start(form.heddle(directory))) {
      assertSame(written, State.of(heddle.port()));
    }
    try (var redis = form.redis(directory)) {
      assertSame(written, State.of(redis.port()));
      keep(form, redis.port(), () -> AllTypes.change(redis.port(), 6));
      saveAgain(form, redis.port());
    }
    written = loadedByRedis(form);
    try (var heddle = Heddle.start(form.heddle(directory))) {
      assertSame(written, State.of(heddle.port()));
    }
    remove();
  }

  @Provide
  Arbitrary<List<Grammar.Command>> commands() {
    List<String> filling = CollectionsDifferentialIT.fillings();
    List<String> templates = CollectionsDifferentialIT.templates();
    Arbitrary<List<Grammar.Command>> collections = CollectionGrammar.sessions(filling, templates);
    Arbitrary<List<Grammar.Command>> strings = StringsAndKeysGrammar.commands().list().ofSize(100);
    return Combinators.combine(
            collections.list().ofSize(12), StreamGrammar.sessions().list().ofSize(6), strings)
        .as((some, streams, more) ->
            Stream.of(
                    more.stream(),
                    some.stream().flatMap(List::stream),
                    streams.stream().flatMap(List::stream))
                .flatMap(all -> all)
                .toList());
  }

  @Property(
      seed = SEED,
      tries = TRIES,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void whateverCommandsRedisRunsHeddleLoads(
      @ForAll Form form, @ForAll("commands") List<Grammar.Command> commands) throws Exception {
    try (var redis = form.redis(directory)) {
      run(redis.port(), commands);
      keep(form, redis.port(), () -> run(redis.port(), commands));
      saveAgain(form, redis.port());
    }
    State written = loadedByRedis(form);
    try (var heddle = Heddle.start(form.heddle(directory))) {
      assertSame(written, State.of(heddle.port()));
    }
    remove();
  }

  @Property(
      seed = SEED,
      tries = TRIES,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void whateverCommandsHeddleRunsRedisLoads(
      @ForAll Form form, @ForAll("commands") List<Grammar.Command> commands) throws Exception {
    State written;
    try (var heddle = Heddle.start(form.heddle(directory))) {
      run(heddle.port(), commands);
      keep(form, heddle.port(), () -> run(heddle.port(), commands));
      written = State.of(heddle.port());
      saveAgain(form, heddle.port());
    }
    check(form, written);
    try (var redis = form.redis(directory)) {
      assertSame(written, State.of(redis.port()));
    }
    remove();
  }

  /** What is answered does not matter here. */
  private static void run(int port, List<Grammar.Command> commands) throws IOException {
    try (var wire = new Wire(port)) {
      for (Grammar.Command command : commands) {
        wire.send(command.words());
        wire.read();
      }
    }
  }

  // ---- files

  /**
   * What the real server makes of its own files: commands do not tell all that it knew, such as how
   * many entries a group has read, or what is pending of entries that are gone.
   */
  private State loadedByRedis(Form form) throws IOException {
    try (var redis = form.redis(directory)) {
      return State.of(redis.port());
    }
  }

  /** Does something to a server, while its files come about. */
  @FunctionalInterface
  private interface Change {
    void run() throws IOException;
  }

  private void keep(Form form, int port, Change change) throws IOException {
    try (var wire = new Wire(port)) {
      switch (form) {
        case SNAPSHOT, SNAPSHOT_IN_BACKGROUND, PLAIN_SNAPSHOT, COMMANDS, COMMANDS_WITH_TIMES ->
            change.run();
        case REWRITTEN, REWRITTEN_AS_COMMANDS -> {
          rewrite(wire);
          change.run();
        }
        case REWRITTEN_TWICE_AND_KEPT -> {
          rewrite(wire);
          change.run();
          rewrite(wire);
        }
        case SEVERAL_INCREMENTS -> {
          failToRewrite(wire);
          change.run();
          failToRewrite(wire);
        }
      }
    }
  }

  private static void saveAgain(Form form, int port) throws IOException {
    try (var wire = new Wire(port)) {
      if (form == Form.SNAPSHOT_IN_BACKGROUND) {
        wire.call("BGSAVE");
        Await.until("it is saved", () -> info(wire).contains("rdb_bgsave_in_progress:0"));
        assertTrue(info(wire).contains("rdb_last_bgsave_status:ok"), info(wire));
      } else if (!form.appendOnly) {
        assertEquals(new Reply.Simple("OK"), wire.call("SAVE"));
      }
    }
  }

  private static void rewrite(Wire wire) throws IOException {
    endRewrite(wire);
    assertTrue(info(wire).contains("aof_last_bgrewrite_status:ok"), info(wire));
  }

  private static void endRewrite(Wire wire) throws IOException {
    assertEquals(
        new Reply.Simple("Background append only file rewriting started"),
        wire.call("BGREWRITEAOF"));
    Await.until("it is rewritten", () -> info(wire).contains("aof_rewrite_in_progress:0"));
  }

  /** Something that cannot be replaced is in the place of the next base. */
  private void failToRewrite(Wire wire) throws IOException {
    Path aof = directory.resolve("appendonlydir");
    var obstacles = new ArrayList<Path>();
    for (int seq = 1; seq <= 4; seq++) {
      Path base = aof.resolve("appendonly.aof." + seq + ".base.rdb");
      if (Files.notExists(base)) {
        Files.createDirectories(base.resolve("in the way"));
        obstacles.add(base);
      }
    }
    endRewrite(wire);
    assertTrue(info(wire).contains("aof_last_bgrewrite_status:err"), info(wire));
    for (Path base : obstacles) {
      Files.delete(base.resolve("in the way"));
      Files.delete(base);
    }
  }

  private static String info(Wire wire) throws IOException {
    return ((Reply.Bulk) wire.call("INFO", "persistence")).text();
  }

  /** The files are valid to Redis's own tools, and are those that the form says. */
  private void check(Form form, State state) throws Exception {
    assertTrue(!state.contents().isEmpty());
    if (!form.appendOnly) {
      Shell.Result rdb = Shell.run("redis-check-rdb", directory.resolve("dump.rdb").toString());
      assertEquals(0, rdb.exit(), rdb.output());
      return;
    }
    Path manifest = directory.resolve("appendonlydir/appendonly.aof.manifest");
    Shell.Result aof = Shell.run("redis-check-aof", manifest.toString());
    assertEquals(0, aof.exit(), aof.output());
    assertTrue(aof.output().contains("All AOF files and manifest are valid"), aof.output());
    String files = Files.readString(manifest);
    switch (form) {
      case REWRITTEN_AS_COMMANDS -> assertTrue(files.contains(".base.aof seq"), files);
      case REWRITTEN_TWICE_AND_KEPT -> assertTrue(files.contains("type h"), files);
      case SEVERAL_INCREMENTS ->
          assertTrue(files.lines().filter(line -> line.endsWith("type i")).count() >= 3, files);
      default -> {}
    }
  }

  private void remove() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
