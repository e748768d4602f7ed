package dev.heddle.it;

import static dev.heddle.it.Grammar.bytes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/**
 * The same commands about bitmaps, HyperLogLogs and points to the real server and to Heddle.
 *
 * <p>The sessions are the same in each run; {@code -Dheddle.explore=true -Djqwik.tries.default=N}
 * tries N that nobody has seen.
 */
class BitmapsAndMoreIT {
  private static final String SEED = "20260903";
  private static final int TRIES = 400;
  private static final int LONGEST = 40;

  private static final List<String[]> SETTINGS =
      List.of(
          new String[] {"CONFIG", "SET", "hll-sparse-max-bytes", "3000"},
          new String[] {"CONFIG", "SET", "zset-max-listpack-entries", "8"});

  private static @Nullable BothServers servers;

  @BeforeContainer
  static void start() throws IOException {
    servers = BothServers.start();
  }

  @AfterContainer
  static void stop() {
    BothServers.closeBoth(servers);
  }

  /** A session and the protocol it speaks. */
  record Session(List<Grammar.Command> commands, int protocol) {
    @Override
    public String toString() {
      return BothServers.lines(commands);
    }
  }

  private static Arbitrary<Session> sessions(Arbitrary<Grammar.Command> commands) {
    return Combinators.combine(
            commands.list().ofMinSize(1).ofMaxSize(LONGEST), Arbitraries.of(2, 3))
        .as(Session::new);
  }

  @Provide
  Arbitrary<Session> bitmaps() {
    return sessions(BitmapGrammar.commands());
  }

  @Provide
  Arbitrary<Session> hyperLogLogs() {
    return sessions(HyperLogLogGrammar.commands());
  }

  @Provide
  Arbitrary<Session> points() {
    return sessions(GeoGrammar.commands())
        .map(s -> new Session(withoutStoredDistances(s.commands()), s.protocol()));
  }

  /** Whatever stores distances is followed by a question for their order, and by their removal. */
  private static List<Grammar.Command> withoutStoredDistances(List<Grammar.Command> session) {
    var commands = new ArrayList<Grammar.Command>();
    for (Grammar.Command command : session) {
      commands.add(command);
      if (command.has("STOREDIST")) {
        byte[] key = bytes(GeoGrammar.OF_DISTANCES);
        commands.add(new Grammar.Command(List.of(bytes("ZRANGE"), key, bytes("0"), bytes("-1"))));
        commands.add(new Grammar.Command(List.of(bytes("DEL"), key, bytes("e"), bytes("f"))));
      }
    }
    return commands;
  }

  @Property(
      seed = SEED,
      tries = TRIES,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.FULL)
  void bitmapsAnswerAsRedisDoes(@ForAll("bitmaps") Session session) throws IOException {
    compare(session);
  }

  @Property(
      seed = SEED,
      tries = TRIES,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.FULL)
  void hyperLogLogsAnswerAsRedisDoes(@ForAll("hyperLogLogs") Session session) throws IOException {
    compare(session);
  }

  @Property(
      seed = SEED,
      tries = TRIES,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.FULL)
  void pointsAnswerAsRedisDoes(@ForAll("points") Session session) throws IOException {
    compare(session);
  }

  @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
  void sessionsNeverTriedBeforeAreAnsweredAsRedisDoes(
      @ForAll @IntRange(max = 2) int kind,
      @ForAll("bitmaps") Session bitmaps,
      @ForAll("hyperLogLogs") Session hyperLogLogs,
      @ForAll("points") Session points)
      throws IOException {
    if (Boolean.getBoolean("heddle.explore")) {
      compare(List.of(bitmaps, hyperLogLogs, points).get(kind));
    }
  }

  private static void compare(Session session) throws IOException {
    BothServers.orSkip(servers).compare(session.commands(), session.protocol(), SETTINGS);
  }
}
