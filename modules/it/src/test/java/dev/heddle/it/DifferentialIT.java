package dev.heddle.it;

import java.io.IOException;
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
  private static final List<String[]> SETTINGS = List.<String[]>of(ServerGrammar.INITIAL_SETTINGS);

  private static @Nullable BothServers servers;

  @BeforeContainer
  static void start() throws IOException {
    servers = BothServers.start();
  }

  @AfterContainer
  static void stop() {
    BothServers.closeBoth(servers);
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
    BothServers.orSkip(servers).compare(session, protocol, SETTINGS);
  }
}
