package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a client types in one go, at the end of which it hangs up: all that the real server sends
 * back must be sent back here, byte for byte.
 */
@SuppressWarnings("AddressSelection") // a literal address
class DialogueIT {
  private static final int TIMEOUT_MILLIS = 10_000;

  private static RealRedis redis;
  private static RealRedis guardedRedis;
  private static Heddle heddle;
  private static Heddle guardedHeddle;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    RealRedis.assumeInstalled("redis-server");
    redis = RealRedis.start(directory);
    guardedRedis = RealRedis.start(directory);
    try (var wire = new Wire(guardedRedis.port())) {
      wire.call("CONFIG", "SET", "requirepass", "secret");
    }
    // Its clock stands still: no second passes between a key's use and a question for its age.
    heddle = Heddle.start(HeddleConfig.create().clock(new TestClock()));
    guardedHeddle = Heddle.start(HeddleConfig.create().set("requirepass", "secret"));
  }

  @AfterAll
  static void stop() {
    if (redis != null) {
      redis.close();
      guardedRedis.close();
      heddle.close();
      guardedHeddle.close();
    }
  }

  /** All that a server answers until it closes, without what names version and connection. */
  private static String answers(int port, String lines) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      String bytes = lines.replace("\n", "\r\n");
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      var all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return all.replaceAll("\\$\\d+\r\n7\\.\\d+\\.\\d+\r\n", "VERSION")
          .replaceAll("id\r\n:\\d+", "ID")
          .replace("HELLO <proto> AUTH", "HELLO AUTH"); // as 7.2 says it
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // which replies are wanted
        "CLIENT REPLY OFF\nPING\nfoo\nCLIENT REPLY ON\nPING\n",
        "CLIENT REPLY SKIP\nPING\nPING\n",
        "CLIENT REPLY SKIP\nfoo\nPING\n",
        "CLIENT REPLY SKIP\nCLIENT REPLY SKIP\nPING\nPING\n",
        "CLIENT REPLY OFF\nCLIENT REPLY SKIP\nPING\nCLIENT REPLY ON\n",
        "CLIENT REPLY SKIP\nCLIENT REPLY OFF\nCLIENT REPLY ON\nPING\n",
        "CLIENT REPLY OFF\nRESET\nPING\n",
        "CLIENT REPLY OFF\nHELLO 3\nCLIENT REPLY ON\nGET none\n",
        "CLIENT REPLY OFF\nCONFIG SET maxmemory x\nCLIENT REPLY ON\n",
        "CLIENT REPLY SKIP\nCONFIG SET timeout 0\nPING\nCONFIG SET timeout 0\n",
        "CLIENT REPLY SKIP\nCLIENT KILL ID 999999\nPING\n",
        // ends
        "QUIT\nSET after quit\n",
        "GET after\n",
        "QUIT with arguments\nPING\n",
        "CLIENT KILL SKIPME no\nSET after kill\n",
        "PING\nCLIENT KILL TYPE normal SKIPME no\nPING\n",
        "CLIENT KILL SKIPME yes\nPING\n",
        "GET after\n",
        // protocols
        "PING\nHELLO 3\nGET none\nCLIENT GETNAME\nHELLO 2\nGET none\n",
        "HELLO 3 SETNAME x\nRESET\nGET none\nCLIENT GETNAME\n",
        "HELLO 3\nHELLO\nHELLO 4\nHELLO 3 SETNAME\nHELLO 3 SETNAME a\\ b\nHELLO 2 AUTH default\n",
        "HELLO 3 AUTH default x\nHELLO 3 AUTH nobody x\nHELLO 2 SETNAME y AUTH default x SETNAME z\n",
        "CLIENT GETNAME\nHELLO 3\nCONFIG GET maxmemory\nCOMMAND DOCS nosuch\nCONFIG GET nosuch\n",
        // databases and identity
        "SELECT 3\nSET of3 x\nGET of3\nSELECT 0\nGET of3\nSELECT 16\nSELECT -1\nSELECT x\nGET of3\n",
        "SELECT 3\nCLIENT SETNAME n\nCLIENT NO-EVICT on\nRESET\nGET of3\nCLIENT GETNAME\n",
        "CLIENT SETNAME \"a b\"\nCLIENT GETNAME\nCLIENT SETNAME ab\nCLIENT GETNAME\n",
        "CLIENT SETNAME \"\"\nCLIENT GETNAME\n",
        // what memory and its policies allow
        "CONFIG SET maxmemory 1\nSET oom x\nGET oom\nAPPEND oom x\nDEL oom\nCONFIG SET maxmemory 0\n",
        "CONFIG SET maxmemory 1\nINCR oom\nGETSET oom x\nEXPIRE oom 1\nCONFIG SET maxmemory 0\n",
        "SET lru x\nOBJECT FREQ lru\nOBJECT IDLETIME lru\n",
        "CONFIG SET maxmemory-policy allkeys-lfu\nSET lfu x\nOBJECT FREQ lfu\nOBJECT IDLETIME lfu\nOBJECT FREQ none\n",
        "CONFIG SET maxmemory-policy noeviction\nOBJECT IDLETIME none\n",
        // lines as people type them
        "\n\nPING\n",
        "set \"a b\" 'c d'\nget \"a b\"\nping \n \"ping\"\n",
        "SET line \"x\\n\\x00\\xffy\\\"\"\nGET line\nSET line 'it\\'s'\nGET line\n",
        "SET line \"x\nPING\n",
        "SET line \"x\"y\nPING\n",
        "PING 'a\n",
        "ping\tx\necho \\x41\n",
        "*0\nPING\n*-1\nPING\n",
        "*1\n$4\nPING\nPING\n*1\n$4\nPING\n",
        "*2\n$4\nECHO\n$0\n\n*2\n$4\nECHO\n$2\n\n\n",
        "*1\n$-1\n",
        "*1\nPING\n",
        "*2\n$4\nECHO\n$x\n",
        "*1048577\n",
        "*x\nPING\n",
        "PING\n*3\n$3\nSET\n",
      })
  void answersAsRedisDoes(String lines) throws IOException {
    assertEquals(answers(redis.port(), lines), answers(heddle.port(), lines));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PING\nGET x\nfoo\nGET\nCLIENT ID x y\nCLIENT foo\nHELLO 3\n",
        "AUTH wrong\nPING\nAUTH secret\nGET none\n",
        "AUTH default wrong\nAUTH nobody secret\nAUTH default secret\nGET none\n",
        "AUTH a b c\nAUTH\n",
        "HELLO 3 AUTH default wrong\nGET none\nHELLO 3 AUTH default secret SETNAME me\nCLIENT GETNAME\n",
        "HELLO\nHELLO 2\nHELLO 9\nHELLO 3 SETNAME x\nHELLO 3 AUTH default secret\nHELLO\n",
        "AUTH secret\nRESET\nGET none\nRESET\nQUIT\n",
        "AUTH secret\nAUTH wrong\nGET none\n",
        "QUIT\nPING\n",
        "CLIENT REPLY OFF\nAUTH secret\nCLIENT REPLY OFF\nPING\nCLIENT REPLY ON\n",
        "*11\n",
        "*2\n$20000\n",
        "AUTH secret\n*11\n$4\nECHO\n",
        // the password changes while clients are connected
        "AUTH secret\nCONFIG SET requirepass other\nGET none\nAUTH secret\nAUTH other\nGET none\n",
        "AUTH secret\nAUTH other\nCONFIG SET requirepass \"\"\nGET none\nRESET\nGET none\nAUTH other\n",
        "GET none\nAUTH x\nAUTH default x\nCONFIG SET requirepass secret\nGET none\nRESET\nGET none\n",
        "GET none\nAUTH secret\nGET none\n",
      })
  void asksForThePasswordAsRedisDoes(String lines) throws IOException {
    assertEquals(answers(guardedRedis.port(), lines), answers(guardedHeddle.port(), lines));
  }
}
