package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.Reply;
import dev.heddle.server.Heddle;
import dev.heddle.server.HeddleConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DEBUG RELOAD with its options, beside the real server: the same answers, the same data. */
class ReloadIT {
  private static final Reply OK = new Reply.Simple("OK");
  private static final int KEYS = 3000; // several batches of what a load puts

  @TempDir Path directory;

  private RealRedis redis;
  private Heddle heddle;
  private Wire theirs;
  private Wire mine;

  @BeforeEach
  void start() throws IOException {
    RealRedis.assumeInstalled("redis-server");
    redis = RealRedis.start(Files.createDirectory(directory.resolve("theirs")));
    Path dir = Files.createDirectory(directory.resolve("mine"));
    heddle =
        Heddle.start(
            HeddleConfig.create().set("dir", dir.toString()).set("enable-debug-command", "yes"));
    theirs = new Wire(redis.port());
    mine = new Wire(heddle.port());
    fill();
  }

  @AfterEach
  void stop() throws IOException {
    if (redis != null) {
      theirs.close();
      mine.close();
      redis.close();
      heddle.close();
    }
  }

  /** Says the same to both, which must answer the same. */
  private void both(String... command) throws IOException {
    Reply expected = theirs.call(command);
    assertEquals(expected, mine.call(command), String.join(" ", command));
  }

  private void sameData() throws IOException {
    both("DBSIZE");
    both("DEBUG", "DIGEST");
  }

  private void fill() throws IOException {
    both("DEBUG", "POPULATE", "" + KEYS);
    for (int i = 0; i < 600; i++) {
      both("RPUSH", "list", "item" + i);
      both("SADD", "set", "member" + i);
      both("HSET", "hash", "field" + i, "value" + i);
      both("ZADD", "zset", "" + i, "member" + i);
      both("XADD", "stream", "1-" + (i + 1), "field", "value" + i);
    }
    both("XGROUP", "CREATE", "stream", "group", "0");
    both("XREADGROUP", "GROUP", "group", "ann", "COUNT", "5", "STREAMS", "stream", ">");
    both("SET", "dies", "late", "PXAT", "99999999999999");
    both("SELECT", "3");
    both("SET", "elsewhere", "1");
    both("SELECT", "0");
    sameData();
  }

  @Test
  void everythingIsThereAgain() throws IOException {
    Reply before = mine.call("DEBUG", "DIGEST");
    both("DEBUG", "RELOAD");
    assertEquals(before, mine.call("DEBUG", "DIGEST"));
    sameData();
    both("PEXPIRETIME", "dies");
    both("XPENDING", "stream", "group");
  }

  @Test
  void withoutSavingTheFileCounts() throws IOException {
    both("SAVE");
    both("SET", "key:1", "changed");
    both("DEL", "list");
    both("SET", "new", "1");
    both("DEBUG", "RELOAD", "nosave");
    both("MGET", "key:1", "new");
    both("LLEN", "list");
    sameData();
  }

  @Test
  void whatIsThereIsReplacedWhenMerging() throws IOException {
    both("SAVE");
    both("SET", "key:1", "changed");
    both("SET", "key:2", "expires", "PXAT", "99999999999999");
    both("DEL", "set");
    both("HSET", "hash", "more", "1");
    both("SET", "new", "1");
    both("DEBUG", "RELOAD", "MERGE", "NOFLUSH", "NOSAVE");
    both("MGET", "key:1", "key:2", "new");
    both("PTTL", "key:2");
    both("SCARD", "set");
    both("HEXISTS", "hash", "more");
    sameData();
  }

  @Test
  void mergingWithWhatIsSavedFirstChangesNothing() throws IOException {
    Reply before = mine.call("DEBUG", "DIGEST");
    both("DEBUG", "RELOAD", "NOFLUSH", "MERGE");
    assertEquals(before, mine.call("DEBUG", "DIGEST"));
    sameData();
  }

  @Test
  void withoutEmptyingWhatIsElsewhereStays() throws IOException {
    both("SAVE");
    both("FLUSHALL");
    both("SET", "other", "1");
    both("DEBUG", "RELOAD", "NOSAVE", "NOFLUSH");
    both("GET", "other");
    sameData();
  }

  @Test
  void aFileThatIsNotThereIsAnError() throws IOException {
    String before72 = ((Reply.Failure) theirs.call("DEBUG", "RELOAD", "NOSAVE")).text();
    String said = ((Reply.Failure) mine.call("DEBUG", "RELOAD", "NOSAVE")).text();
    assertEquals(before72 + ", check server logs.", said);
    sameData(); // none is left
    both("DEBUG", "RELOAD", "NOSAVE", "NOFLUSH", "LATER");
  }

  /** Where redis-server ends itself, "Duplicated key found in RDB file", this one says so. */
  @Test
  void whatIsThereAlreadyIsAnErrorUnlessMerged() throws IOException {
    assertEquals(OK, mine.call("SAVE"));
    assertEquals(OK, mine.call("SET", "key:1", "changed"));
    Reply reply = mine.call("DEBUG", "RELOAD", "NOSAVE", "NOFLUSH");
    assertTrue(reply instanceof Reply.Failure, reply::toString);
    assertEquals(new Reply.Bulk(Grammar.bytes("changed")), mine.call("GET", "key:1"));
    assertEquals(OK, mine.call("DEBUG", "RELOAD", "NOSAVE", "NOFLUSH", "MERGE"));
    assertEquals(new Reply.Bulk(Grammar.bytes("value:1")), mine.call("GET", "key:1"));
    assertEquals(theirs.call("DEBUG", "DIGEST"), mine.call("DEBUG", "DIGEST"));
  }
}
