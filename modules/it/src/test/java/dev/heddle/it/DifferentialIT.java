package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/**
 * The same commands to the real server and to Heddle: the answers must be the same bytes.
 *
 * <p>Where Redis leaves the order or the moment open, what is left of it is compared, as {@link
 * Answers} says. The sessions are the same in each run; {@code -Dheddle.explore=true
 * -Djqwik.tries.default=N} tries N that nobody has seen.
 */
class DifferentialIT {
  private static final String SEED = "20260901";

  private static @Nullable RealRedis redis;
  private static @Nullable Heddle heddle;

  @BeforeContainer
  static void start() throws IOException {
    if (RealRedis.onPath("redis-server")) {
      redis = RealRedis.start(Files.createTempDirectory("heddle-differential"));
      heddle = Heddle.start(HeddleConfig.create());
    }
  }

  @AfterContainer
  static void stop() {
    if (redis != null) {
      redis.close();
    }
    if (heddle != null) {
      heddle.close();
    }
  }

  @Provide
  Arbitrary<List<Grammar.Command>> stringsAndKeys() {
    return StringsAndKeysGrammar.commands().list().ofMinSize(1).ofMaxSize(30);
  }

  @Property(shrinking = ShrinkingMode.FULL, seed = SEED)
  void answersAsRedisDoesInResp2(@ForAll("stringsAndKeys") List<Grammar.Command> session)
      throws IOException {
    compare(session, 2);
  }

  @Property(shrinking = ShrinkingMode.FULL, seed = SEED)
  void answersAsRedisDoesInResp3(@ForAll("stringsAndKeys") List<Grammar.Command> session)
      throws IOException {
    compare(session, 3);
  }

  @Provide
  Arbitrary<List<Grammar.Command>> connectionsAndServer() {
    return ServerGrammar.commands().list().ofMinSize(1).ofMaxSize(30);
  }

  @Property(shrinking = ShrinkingMode.FULL, seed = SEED, tries = 100)
  void answersAsRedisDoesAboutConnectionsAndServer(
      @ForAll("connectionsAndServer") List<Grammar.Command> session,
      @ForAll @IntRange(min = 2, max = 3) int protocol)
      throws IOException {
    compare(session, protocol);
  }

  @Property(shrinking = ShrinkingMode.FULL)
  void answersAsRedisDoesInSessionsNeverTriedBefore(
      @ForAll("stringsAndKeys") List<Grammar.Command> data,
      @ForAll("connectionsAndServer") List<Grammar.Command> server,
      @ForAll @IntRange(min = 2, max = 3) int protocol)
      throws IOException {
    if (Boolean.getBoolean("heddle.explore")) {
      compare(data, protocol);
      compare(server, protocol);
    }
  }

  private static void compare(List<Grammar.Command> session, int protocol) throws IOException {
    RealRedis real = redis;
    Heddle ours = heddle;
    if (real == null || ours == null) {
      RealRedis.assumeInstalled("redis-server");
      return;
    }
    try (var theirs = new Wire(real.port());
        var mine = new Wire(ours.port())) {
      for (Wire wire : List.of(theirs, mine)) {
        prepare(wire, protocol);
      }
      for (Grammar.Command command : session) {
        String expected = Answers.comparable(theirs, command);
        String actual = Answers.comparable(mine, command);
        if (!Answers.same(command, expected, actual)) {
          assertEquals(expected, actual, command + "\nin the session\n" + lines(session));
        }
      }
    }
    try (var theirs = new Wire(real.port());
        var mine = new Wire(ours.port())) {
      assertEquals(contents(theirs), contents(mine), "contents after\n" + lines(session));
    }
  }

  private static void prepare(Wire wire, int protocol) throws IOException {
    wire.call(ServerGrammar.INITIAL_SETTINGS);
    wire.call("DEBUG", "SET-ACTIVE-EXPIRE", "1");
    wire.call("FLUSHALL");
    wire.call("HELLO", "" + protocol);
  }

  private static String lines(List<Grammar.Command> session) {
    return String.join("\n", session.stream().map(Grammar.Command::toString).toList());
  }

  /** All keys of all databases with their values and encodings; expiry is there or not. */
  private static String contents(Wire wire) throws IOException {
    var text = new StringBuilder();
    for (int db = 0; db < 16; db++) {
      wire.call("SELECT", "" + db);
      Reply keys = wire.call("KEYS", "*");
      List<byte[]> names =
          ((Reply.Array) keys)
              .elements().stream()
                  .map(k -> ((Reply.Bulk) k).bytes())
                  .sorted(Arrays::compare)
                  .toList();
      for (byte[] name : names) {
        text.append(db).append(' ').append(new Grammar.Command(List.of(name))).append(' ');
        text.append(wire.callRaw(List.of(Grammar.bytes("GET"), name)));
        text.append(
            wire.callRaw(List.of(Grammar.bytes("OBJECT"), Grammar.bytes("ENCODING"), name)));
        text.append(
            wire.callRaw(List.of(Grammar.bytes("EXPIRETIME"), name)).startsWith(":-1")
                ? "stays\n"
                : "expires\n");
      }
    }
    return text.toString();
  }
}
