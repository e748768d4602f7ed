package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The real server and Heddle, which are asked the same and must answer the same. */
final class BothServers implements AutoCloseable {
  private static final int DATABASES = 16;

  private final RealRedis redis;
  private final Heddle heddle;

  private BothServers(RealRedis redis, Heddle heddle) {
    this.redis = redis;
    this.heddle = heddle;
  }

  /** Starts both, or none where no real server is installed. */
  static @Nullable BothServers start() throws IOException {
    if (!RealRedis.onPath("redis-server")) {
      return null;
    }
    RealRedis redis = RealRedis.start(Files.createTempDirectory("heddle-differential"));
    return new BothServers(redis, Heddle.start(HeddleConfig.create()));
  }

  /** Skips the test, saying so, where none were started. */
  static BothServers orSkip(@Nullable BothServers servers) {
    RealRedis.assumeInstalled("redis-server");
    if (servers == null) {
      throw new IllegalStateException("not started");
    }
    return servers;
  }

  static void closeBoth(@Nullable BothServers servers) {
    if (servers != null) {
      servers.close();
    }
  }

  @Override
  public void close() {
    redis.close();
    heddle.close();
  }

  int redisPort() {
    return redis.port();
  }

  int heddlePort() {
    return heddle.port();
  }

  Wire toRedis() throws IOException {
    return new Wire(redis.port());
  }

  Wire toHeddle() throws IOException {
    return new Wire(heddle.port());
  }

  /** Empties both, says HELLO and the settings to both, then one command after the other. */
  void compare(List<Grammar.Command> session, int protocol, List<String[]> settings)
      throws IOException {
    try (Wire theirs = toRedis();
        Wire mine = toHeddle()) {
      for (Wire wire : List.of(theirs, mine)) {
        // Else CLIENT KILL might count others.
        Await.until("the clients of the session before are gone", wire::isAlone);
        prepare(wire, settings);
        wire.call("HELLO", "" + protocol);
      }
      for (Grammar.Command command : session) {
        String expected = Answers.comparable(theirs, command);
        String actual = Answers.comparable(mine, command);
        if (!Answers.same(command, expected, actual)) {
          assertEquals(expected, actual, command + "\nin the session\n" + lines(session));
        }
      }
    }
    compareContents(lines(session));
  }

  static void prepare(Wire wire, List<String[]> settings) throws IOException {
    for (String[] setting : settings) {
      wire.call(setting);
    }
    wire.call("DEBUG", "SET-ACTIVE-EXPIRE", "1");
    wire.call("FLUSHALL");
  }

  void compareContents(String session) throws IOException {
    try (Wire theirs = toRedis();
        Wire mine = toHeddle()) {
      assertEquals(contents(theirs), contents(mine), "contents after\n" + session);
    }
  }

  static String lines(List<?> session) {
    return String.join("\n", session.stream().map(Object::toString).toList());
  }

  /** All keys of all databases with their values and encodings; expiry is there or not. */
  private static String contents(Wire wire) throws IOException {
    var text = new StringBuilder();
    for (int db = 0; db < DATABASES; db++) {
      wire.call("SELECT", "" + db);
      List<byte[]> names =
          ((Reply.Array) wire.call("KEYS", "*"))
              .elements().stream()
                  .map(k -> ((Reply.Bulk) k).bytes())
                  .sorted(Arrays::compare)
                  .toList();
      for (byte[] name : names) {
        text.append(db).append(' ').append(new Grammar.Command(List.of(name))).append(' ');
        text.append(value(wire, name)).append('\n');
      }
    }
    return text.toString();
  }

  /** The order of what is packed counts, that of a hash table does not. */
  private static String value(Wire wire, byte[] name) throws IOException {
    String type = Contents.type(wire.call("TYPE", name));
    String encoding = Unordered.encoding(wire, name);
    wire.send(Contents.question(type, name));
    Reply answer = wire.read();
    boolean inOrder = encoding.equals("listpack") && type.equals("hash");
    String value = (inOrder ? Leaves.of(answer).texts() : Contents.value(type, answer)).toString();
    boolean stays = wire.call("EXPIRETIME", name).equals(new Reply.Int(-1));
    String expires = stays ? "stays" : "expires";
    return String.join(" ", type, Answers.encodingBefore72(type, encoding), value, expires);
  }
}
