package dev.heddle.it;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/**
 * The same commands about streams and their groups to the real server and to Heddle, with small
 * nodes or those of the defaults; {@link StreamAnswers} says what is left out.
 *
 * <p>The sessions are the same in each run; {@code -Dheddle.explore=true -Djqwik.tries.default=N}
 * tries N that nobody has seen.
 */
class StreamsDifferentialIT {
  private static final String SEED = "20260904";
  private static final int TRIES = 400;

  private static @Nullable BothServers servers;

  @BeforeContainer
  static void start() throws IOException {
    servers = BothServers.start();
  }

  @AfterContainer
  static void stop() {
    BothServers.closeBoth(servers);
  }

  /** A session, the protocol it speaks, and whether nodes are small. */
  record Session(List<Grammar.Command> commands, int protocol, boolean tiny) {
    @Override
    public String toString() {
      return BothServers.lines(commands);
    }
  }

  @Provide
  Arbitrary<Session> streams() {
    return Combinators.combine(
            StreamGrammar.sessions(), Arbitraries.of(2, 3), Arbitraries.of(true, false))
        .as(Session::new);
  }

  @Property(
      seed = SEED,
      tries = TRIES,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.BOUNDED)
  void streamsAnswerAsRedisDoes(@ForAll("streams") Session session) throws IOException {
    compare(session);
  }

  @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void sessionsNeverTriedBeforeAreAnsweredAsRedisDoes(@ForAll("streams") Session session)
      throws IOException {
    if (Boolean.getBoolean("heddle.explore")) {
      compare(session);
    }
  }

  private static void compare(Session session) throws IOException {
    List<String[]> settings =
        session.tiny() ? StreamGrammar.TINY_SETTINGS : StreamGrammar.DEFAULT_SETTINGS;
    BothServers.orSkip(servers).compare(session.commands(), session.protocol(), settings);
  }
}
