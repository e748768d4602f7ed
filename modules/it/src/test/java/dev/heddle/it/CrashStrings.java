package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Reply;
import java.io.IOException;
import java.util.List;

/** Clients that write strings. */
final class CrashStrings {
  private static final Reply OK = new Reply.Simple("OK");

  private CrashStrings() {}

  /** Each kind once, with that many steps in a batch; the id tells its keys from others'. */
  static List<CrashLoad> ofEachKind(int id, int pipeline) {
    return List.of(
        new Sets(id, pipeline),
        new Increments(id, pipeline),
        new Pairs(id, pipeline),
        new Expiries(id, pipeline));
  }

  private static long number(Reply reply) {
    return reply instanceof Reply.Bulk bulk ? Long.parseLong(bulk.text()) : 0;
  }

  /** Overwrites one key. */
  private static final class Sets extends CrashLoad {
    Sets(int id, int pipeline) {
      super("set:" + id, pipeline);
    }

    @Override
    List<String[]> step(long n) {
      return List.<String[]>of(new String[] {"SET", name(), "" + n});
    }

    @Override
    void check(long n, List<Reply> replies) {
      assertEquals(List.of(OK), replies);
    }

    @Override
    long stored(Wire wire, long from, long sent) throws IOException {
      return number(wire.call("GET", name()));
    }
  }

  /** Counts: each step once, none twice. */
  private static final class Increments extends CrashLoad {
    Increments(int id, int pipeline) {
      super("incr:" + id, pipeline);
    }

    @Override
    List<String[]> step(long n) {
      return List.<String[]>of(new String[] {"INCR", name()});
    }

    @Override
    void check(long n, List<Reply> replies) {
      assertEquals(List.of(new Reply.Int(n)), replies);
    }

    @Override
    long stored(Wire wire, long from, long sent) throws IOException {
      return number(wire.call("GET", name()));
    }
  }

  /** Writes two keys in one command, both or none. */
  private static final class Pairs extends CrashLoad {
    Pairs(int id, int pipeline) {
      super("pair:" + id, pipeline);
    }

    @Override
    List<String[]> step(long n) {
      return List.<String[]>of(
          new String[] {"MSET", name() + ":left", "" + n, name() + ":right", "" + n});
    }

    @Override
    void check(long n, List<Reply> replies) {
      assertEquals(List.of(OK), replies);
    }

    @Override
    long stored(Wire wire, long from, long sent) throws IOException {
      long left = number(wire.call("GET", name() + ":left"));
      assertEquals(left, number(wire.call("GET", name() + ":right")), name());
      return left;
    }
  }

  /** Two new keys each time: one that is gone at once, and one that outlives the test. */
  private static final class Expiries extends CrashLoad {
    private static final long FAR = 4_000_000_000_000L; // in the year 2096

    Expiries(int id, int pipeline) {
      super("expiry:" + id, pipeline);
    }

    private String key(String fate, long n) {
      return name() + ":" + fate + ":" + n;
    }

    @Override
    List<String[]> step(long n) {
      return List.of(
          new String[] {"SET", key("dies", n), "" + n, "PX", "1"},
          new String[] {"SET", key("lives", n), "" + n, "PXAT", "" + (FAR + n)});
    }

    @Override
    void check(long n, List<Reply> replies) {
      assertEquals(List.of(OK, OK), replies);
    }

    @Override
    long stored(Wire wire, long from, long sent) throws IOException {
      var questions = new CommandEncoder();
      for (long n = from + 1; n <= sent; n++) {
        questions.command("PEXPIRETIME", key("dies", n));
        questions.command("PEXPIRETIME", key("lives", n));
      }
      wire.send(questions.toBytes());
      Reply gone = new Reply.Int(-2);
      long stored = from;
      for (long n = from + 1; n <= sent; n++) {
        assertEquals(gone, wire.read(), key("dies", n));
        Reply answer = wire.read();
        if (!answer.equals(gone)) {
          assertEquals(new Reply.Int(FAR + n), answer, key("lives", n));
          assertEquals(stored + 1, n, name() + " has a gap");
          stored = n;
        }
      }
      return stored;
    }
  }
}
