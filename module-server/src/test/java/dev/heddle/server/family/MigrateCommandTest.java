package dev.heddle.server.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.heddle.server.command.Call;
import dev.heddle.server.command.Client;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What MIGRATE says to a target, and what it makes of the answers. */
final class MigrateCommandTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String OK = "+OK\r\n";
  private static final String BUSY = "-BUSYKEY Target key name already exists.\r\n";
  private static final String BUSY_TARGET =
      "-ERR Target instance replied with error: BUSYKEY Target key name already exists.";
  private static final String UNREAD = "-IOERR error or timeout reading to target instance";
  private static final String UNWRITTEN = "-IOERR error or timeout writing to target instance";
  private static final String UNCONNECTED = "-IOERR error or timeout connecting to the client";

  private final CommandHarness redis = new CommandHarness();

  MigrateCommandTest() {
    redis.say("MSET a 1 b 2 c 3");
    redis.effects();
  }

  /**
   * Runs MIGRATE against a target; the rest of the line begins with the key. Timeouts that are not
   * to be reached are long enough for a machine that has other things to do.
   */
  private String migrate(FakeTarget target, String rest) {
    return migrate(target.port(), rest);
  }

  private String migrate(int port, String rest) {
    String[] words = ("MIGRATE 127.0.0.1 " + port + " " + rest).split(" ", -1);
    return assertTimeoutPreemptively(
        SOON,
        () ->
            redis.sayWords(
                Stream.of(words).map(w -> w.equals("''") ? "" : w).toArray(String[]::new)));
  }

  // ---- keys that move

  @Test
  void aKeyIsGoneWhenTheTargetHasIt() throws IOException {
    try (var target = new FakeTarget(OK, OK)) {
      assertEquals("OK", migrate(target, "a 3 10000"));
      assertEquals(List.of("SELECT 3", "RESTORE a 0 payload"), target.heard());
    }
    assertEquals(":0", redis.say("EXISTS a"));
    assertEquals(List.of("DEL a"), redis.effects());
    assertEquals(4, redis.dirty());
  }

  @Test
  void manyKeysAreMovedInOneGo() throws IOException {
    try (var target = new FakeTarget(OK, OK, OK)) {
      assertEquals("OK", migrate(target, "'' 0 10000 REPLACE KEYS a missing c"));
      assertEquals(
          List.of("SELECT 0", "RESTORE a 0 payload REPLACE", "RESTORE c 0 payload REPLACE"),
          target.heard());
    }
    assertEquals(":1", redis.say("DBSIZE"));
    assertEquals(List.of("DEL a c"), redis.effects());
  }

  @Test
  void aCopyStays() throws IOException {
    try (var target = new FakeTarget(OK, OK)) {
      assertEquals("OK", migrate(target, "a 0 10000 COPY"));
    }
    assertEquals(":3", redis.say("DBSIZE"));
    assertEquals(List.of(), redis.effects());
  }

  @Test
  void whoWeAreIsSaidFirst() throws IOException {
    try (var target = new FakeTarget(OK, OK, OK)) {
      assertEquals("OK", migrate(target, "a 0 10000 AUTH secret"));
      assertEquals("AUTH secret", target.heard().getFirst());
    }
    try (var target = new FakeTarget(OK, OK, OK)) {
      assertEquals("OK", migrate(target, "b 0 10000 AUTH2 user secret"));
      assertEquals("AUTH user secret", target.heard().getFirst());
    }
  }

  @Test
  void aTimeToLiveGoesWithTheKey() throws IOException {
    redis.say("PEXPIRE a 1500");
    redis.say("PEXPIRE b 20");
    redis.clock().advance(30);
    try (var target = new FakeTarget(OK, OK)) {
      assertEquals("OK", migrate(target, "'' 0 10000 KEYS a b"));
      assertEquals(List.of("SELECT 0", "RESTORE a 1470 payload"), target.heard());
    }
  }

  @Test
  void nothingIsSaidWhenThereIsNoKey() {
    assertEquals("NOKEY", migrate(1, "missing 0 1000"));
    assertEquals("NOKEY", migrate(1, "'' 0 1000 KEYS x y"));
    assertEquals("NOKEY", migrate(1, "'' 0 1000 KEYS"));
  }

  @Test
  void namesAndValuesAreBytes() throws IOException {
    String name = "\0\r\n\u00ff";
    redis.run("SET", name, "\u0080");
    try (var target = new FakeTarget(OK, OK)) {
      assertEquals(
          "OK", redis.sayWords("MIGRATE", "localhost", "" + target.port(), name, "0", "10000"));
      assertEquals("RESTORE " + name + " 0 payload", target.heard().getLast());
    }
    assertEquals(":0", ReplyText.of(redis.run("EXISTS", name)));
  }

  @Test
  void othersLearnOfIt() throws IOException {
    Client mover = redis.client();
    Client watcher = redis.newClient();
    Client listener = redis.newClient();
    redis.engine().locked(() -> redis.engine().messaging().events().classes("KEA"));
    redis.as(watcher).say("WATCH a");
    redis.say("MULTI");
    redis.say("GET b");
    redis.as(listener).say("SUBSCRIBE __keyevent@0__:del");
    redis.as(mover);
    try (var target = new FakeTarget(OK, OK)) {
      assertEquals("OK", migrate(target, "a 0 10000"));
    }
    assertEquals(List.of("[\"message\", \"__keyevent@0__:del\", \"a\"]"), redis.heard(listener));
    assertEquals("nil", redis.as(watcher).say("EXEC"));
  }

  // ---- what the target refuses

  @Test
  void whatTheTargetRefusesStays() throws IOException {
    try (var target = new FakeTarget(OK, OK, BUSY, OK)) {
      assertEquals(BUSY_TARGET, migrate(target, "'' 0 10000 KEYS a b c"));
    }
    assertEquals("[nil, \"2\", nil]", redis.say("MGET a b c"));
    assertEquals(List.of("DEL a c"), redis.effects());
  }

  @Test
  void nothingIsGoneWhereTheTargetTookUsForSomebodyElse() throws IOException {
    try (var target = new FakeTarget("-WRONGPASS no\r\n", OK, OK, BUSY)) {
      assertEquals(
          "-ERR Target instance replied with error: WRONGPASS no",
          migrate(target, "'' 0 10000 AUTH x KEYS a b"));
    }
    try (var target = new FakeTarget("-ERR DB index is out of range\r\n", OK, OK)) {
      assertEquals(
          "-ERR Target instance replied with error: ERR DB index is out of range",
          migrate(target, "'' 999 10000 KEYS a b"));
    }
    assertEquals(":3", redis.say("DBSIZE"));
    assertEquals(List.of(), redis.effects());
  }

  // ---- targets that break

  @ParameterizedTest
  @ValueSource(
      strings = {
        FakeTarget.HANG_UP,
        FakeTarget.ENDLESS,
        "",
        "+O",
        "OK\r\n",
        "+OK\n\n",
        "$2\r\nOK\r\n",
        "$500000000\r\nOK",
        ":1\r\n",
        "$-1\r\n",
        "*1\r\n+OK\r\n",
        "*1000000000\r\n",
        ">2\r\n+a\r\n+b\r\n"
      })
  void aKeyWhoseFateIsUnknownStays(String answer) throws IOException {
    try (var target = new FakeTarget(OK, OK, answer)) {
      assertEquals(UNREAD, migrate(target, "'' 0 2000 KEYS a b c"));
    }
    assertEquals("[nil, \"2\", \"3\"]", redis.say("MGET a b c"));
    assertEquals(List.of("DEL a"), redis.effects());
  }

  @Test
  void theFirstOfTwoFailuresIsTold() throws IOException {
    try (var target = new FakeTarget(OK, BUSY, FakeTarget.HANG_UP)) {
      assertEquals(BUSY_TARGET, migrate(target, "'' 0 10000 KEYS a b"));
    }
    assertEquals(":3", redis.say("DBSIZE"));
  }

  @Test
  void aTargetThatReadsNothingIsGivenUp() throws IOException {
    byte[] noise = new byte[50_000_000];
    new SplittableRandom(1).nextBytes(noise);
    redis.run(Call.ascii("SET"), Call.ascii("a"), noise);
    try (var target = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertEquals(UNWRITTEN, migrate(target.getLocalPort(), "a 0 200"));
    }
    assertEquals(":50000000", redis.say("STRLEN a"));
  }

  @Test
  void nobodyThereIsAnError() throws IOException {
    int free;
    try (var target = new FakeTarget()) {
      free = target.port();
    }
    assertEquals(UNWRITTEN, migrate(free, "a 0 1000"));
    assertEquals(UNCONNECTED, redis.say("MIGRATE 127.0.0.1 x a 0 1000"));
    assertEquals(UNCONNECTED, redis.say("MIGRATE 127.0.0.1 99999 a 0 1000"));
    assertEquals(UNCONNECTED, redis.say("MIGRATE no.such.host.invalid 6379 a 0 1000"));
    assertEquals(":3", redis.say("DBSIZE"));
  }

  // ---- connections that are kept

  private int kept() {
    return redis.server().migrationTargets().size();
  }

  @Test
  void aConnectionServesOneCommandAfterTheOther() throws IOException {
    try (var target = new FakeTarget(OK, OK, OK, OK, OK)) {
      assertEquals("OK", migrate(target, "a 3 10000"));
      assertEquals("OK", migrate(target, "b 3 10000"));
      assertEquals("OK", migrate(target, "c 4 10000"));
      assertEquals(
          List.of(
              "SELECT 3",
              "RESTORE a 0 payload",
              "RESTORE b 0 payload",
              "SELECT 4",
              "RESTORE c 0 payload"),
          target.heard());
      assertEquals(1, target.connections());
      assertEquals(1, kept());
    }
    assertEquals(":0", redis.say("DBSIZE"));
  }

  @Test
  void eachCommandSaysWhoWeAre() throws IOException {
    try (var target = new FakeTarget(OK, OK, OK, OK, OK, "-WRONGPASS no\r\n", OK)) {
      assertEquals("OK", migrate(target, "a 0 10000 AUTH secret"));
      assertEquals("OK", migrate(target, "b 0 10000 AUTH2 user other"));
      assertEquals(
          "-ERR Target instance replied with error: WRONGPASS no",
          migrate(target, "c 0 10000 AUTH wrong"));
      assertEquals(
          List.of(
              "AUTH secret",
              "SELECT 0",
              "RESTORE a 0 payload",
              "AUTH user other",
              "RESTORE b 0 payload",
              "AUTH wrong",
              "RESTORE c 0 payload"),
          target.heard());
    }
    assertEquals(":1", redis.say("EXISTS c"));
  }

  @Test
  void theDatabaseIsSelectedAnewAfterARefusal() throws IOException {
    try (var target = new FakeTarget("-ERR DB index is out of range\r\n", OK, OK, BUSY, OK, OK)) {
      migrate(target, "a 99 10000");
      assertEquals(BUSY_TARGET, migrate(target, "a 99 10000"));
      assertEquals("OK", migrate(target, "a 99 10000"));
      assertEquals(1, target.connections());
      assertEquals(3, target.heard().stream().filter("SELECT 99"::equals).count());
    }
  }

  @Test
  void aConnectionThatTheTargetHasEndedIsReplaced() throws IOException {
    try (var target = new FakeTarget(OK, OK + FakeTarget.GOODBYE, OK, OK)) {
      assertEquals("OK", migrate(target, "a 0 10000"));
      assertEquals("OK", migrate(target, "b 0 10000"));
      assertEquals(2, target.connections());
      assertEquals(List.of("SELECT 0", "RESTORE b 0 payload"), target.heard().subList(2, 4));
    }
    assertEquals(":1", redis.say("DBSIZE"));
  }

  @Test
  void whatNobodyHasHeardThroughADeadConnectionIsSaidAgain() throws IOException {
    try (var target = new FakeTarget(OK, OK, FakeTarget.HANG_UP, OK, OK, OK)) {
      assertEquals("OK", migrate(target, "a 0 10000"));
      assertEquals("OK", migrate(target, "'' 0 10000 KEYS b c"));
      assertEquals(2, target.connections());
      assertEquals("RESTORE b 0 payload", target.heard().get(2));
      assertEquals(
          List.of("SELECT 0", "RESTORE b 0 payload", "RESTORE c 0 payload"),
          target.heard().subList(3, 6));
    }
    assertEquals(":0", redis.say("DBSIZE"));
    assertEquals(List.of("DEL a", "DEL b c"), redis.effects());
  }

  @Test
  void aTargetThatWasStartedAnewIsFound() throws IOException {
    int port;
    try (var target = new FakeTarget(OK, OK + FakeTarget.GOODBYE)) {
      port = target.port();
      assertEquals("OK", migrate(target, "a 0 10000"));
    }
    assertEquals(UNWRITTEN, migrate(port, "b 0 10000"));
    try (var target = new FakeTarget(port, OK, OK)) {
      assertEquals("OK", migrate(target, "b 0 10000"));
      assertEquals(List.of("SELECT 0", "RESTORE b 0 payload"), target.heard());
    }
  }

  @Test
  void nothingIsSaidAgainWhenSomeOfItWasHeard() throws IOException {
    try (var target = new FakeTarget(OK, OK, OK, FakeTarget.HANG_UP, OK, OK)) {
      assertEquals("OK", migrate(target, "a 0 10000"));
      assertEquals(UNREAD, migrate(target, "'' 0 10000 KEYS b c"));
      assertEquals(1, target.connections());
      assertEquals(0, kept());
    }
    assertEquals("[nil, \"3\"]", redis.say("MGET b c"));
  }

  @Test
  void nothingIsSaidAgainWhenTheTargetIsSilent() throws IOException {
    try (var target = new FakeTarget(OK, OK, "", OK, OK)) {
      assertEquals("OK", migrate(target, "a 0 10000"));
      assertEquals(UNREAD, migrate(target, "b 0 100"));
      assertEquals(1, target.connections());
      assertEquals("OK", migrate(target, "b 0 10000"));
      assertEquals(2, target.connections());
    }
  }

  @Test
  void aNewConnectionThatBreaksIsNotReplaced() throws IOException {
    try (var target = new FakeTarget(FakeTarget.HANG_UP, OK, OK)) {
      assertEquals(UNREAD, migrate(target, "a 0 10000"));
      assertEquals(1, target.connections());
      assertEquals(0, kept());
    }
  }

  @Test
  void aConnectionOnWhichTooMuchWasSaidIsReplaced() throws IOException {
    try (var target = new FakeTarget(OK, OK + OK, OK, OK)) {
      assertEquals("OK", migrate(target, "a 0 10000"));
      assertEquals("OK", migrate(target, "b 0 10000"));
      assertEquals(2, target.connections());
    }
  }

  @Test
  void aConnectionThatNobodyUsesForTenSecondsIsClosed() throws IOException {
    try (var target = new FakeTarget(OK, OK, OK, OK, OK)) {
      assertEquals("OK", migrate(target, "a 0 10000"));
      redis.clock().advance(9_000);
      closeUnused();
      assertEquals("OK", migrate(target, "b 0 10000"));
      redis.clock().advance(10_000);
      closeUnused();
      assertEquals(1, kept());
      redis.clock().advance(1);
      closeUnused();
      assertEquals(0, kept());
      assertEquals("OK", migrate(target, "c 0 10000"));
      assertEquals(2, target.connections());
    }
  }

  private void closeUnused() {
    redis.server().migrationTargets().unused(redis.clock().millis()).forEach(Runnable::run);
  }

  @Test
  void whenSixtyFourAreKeptTheOneThatWasUsedFirstGoes() throws IOException {
    var targets = new ArrayList<FakeTarget>();
    try {
      for (int i = 0; i < 65; i++) {
        targets.add(new FakeTarget(OK, OK, OK, OK));
        assertEquals("OK", migrate(targets.getLast(), "a 0 10000 COPY"));
      }
      assertEquals(64, kept());
      assertEquals("OK", migrate(targets.get(1), "b 0 10000"));
      assertEquals(1, targets.get(1).connections());
      assertEquals("OK", migrate(targets.get(0), "c 0 10000"));
      assertEquals(2, targets.get(0).connections());
      assertEquals(64, kept());
    } finally {
      for (FakeTarget target : targets) {
        target.close();
      }
    }
  }

  // ---- arguments

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a 0 1000 NONSENSE; ERR syntax error",
        "a 0 1000 AUTH; ERR syntax error",
        "a 0 1000 AUTH2 x; ERR syntax error",
        "a 0 x; ERR value is not an integer or out of range",
        "a x 1000; ERR value is not an integer or out of range",
        "a x y NONSENSE; ERR syntax error",
        "a 0 1000 KEYS b; ERR When using MIGRATE KEYS option, the key argument must be set to the"
            + " empty string",
      })
  void argumentsAreCheckedFirst(String rest, String error) {
    assertEquals("-" + error, migrate(1, rest));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a 0 1000; [\"a\"]",
        "'' 0 1000 KEYS a KEYS b; [\"a\", \"KEYS\", \"b\"]",
        "'' 0 1000 AUTH KEYS KEYS a; [\"a\"]",
        "'' 0 1000 COPY AUTH2 KEYS keys REPLACE KEYS a; [\"a\"]",
        "'' 0 1000; [\"\"]",
      })
  void theKeysOfACallAreKnown(String rest, String keys) {
    String[] words = ("COMMAND GETKEYS MIGRATE h 1 " + rest).split(" ", -1);
    assertEquals(
        keys,
        redis.sayWords(Stream.of(words).map(w -> w.equals("''") ? "" : w).toArray(String[]::new)));
  }
}
