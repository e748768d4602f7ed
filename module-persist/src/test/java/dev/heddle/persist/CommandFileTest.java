package dev.heddle.persist;

import static dev.heddle.persist.Fixture.bytes;
import static dev.heddle.persist.Fixture.encode;
import static dev.heddle.persist.Fixture.resp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.store.ConsumerGroup;
import dev.heddle.store.HashValue;
import dev.heddle.store.ListValue;
import dev.heddle.store.SetValue;
import dev.heddle.store.StreamId;
import dev.heddle.store.StreamLimits;
import dev.heddle.store.StreamValue;
import dev.heddle.store.StringValue;
import dev.heddle.store.Thresholds;
import dev.heddle.store.Value;
import dev.heddle.store.ZSetValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bases that are written as commands. */
class CommandFileTest {
  private static final Path FILE = Path.of("/data/base.aof");
  private static final int EACH = 63 + 64 + 3;

  @TempDir Path dir;

  private final Fixture fixture = new Fixture();

  private String write(RdbFile.Contents contents) throws IOException {
    CommandFile.save(
        fixture.env, FILE, /* timestamp= */ false, /* incrementalFsync= */ true, contents);
    return Recorder.text(fixture.disk.get(FILE));
  }

  private static void entry(KeyspaceWriter writer, String key, Value value) throws IOException {
    writer.entry(bytes(key), value, -1, 0, 0);
  }

  @Test
  void databasesAreSelectedWhenTheirFirstKeyComes() throws Exception {
    String written =
        write(writer -> {
          writer.function(bytes("code"));
          writer.database(0, 1, 1);
          writer.database(3, 2, 0);
          writer.select(0);
          writer.entry(bytes("a"), StringValue.of(bytes("x y")), 1_800_000_000_000L, 7, 7);
          writer.select(3);
          entry(writer, "b", StringValue.of(-12));
          entry(writer, "c", StringValue.of(bytes("")));
        });
    assertEquals(
        resp("FUNCTION LOAD code", "SELECT 0")
            + encode("SET", "a", "x y")
            + resp("PEXPIREAT a 1800000000000", "SELECT 3", "SET b -12", "SET c "),
        written);
  }

  @Test
  void theTimeStandsAtTheBeginningIfItIsAskedFor() throws Exception {
    CommandFile.save(fixture.env, FILE, /* timestamp= */ true, false, writer -> {});
    assertEquals("#TS:1700000000\r\n", Recorder.text(fixture.disk.get(FILE)));
  }

  @Test
  void aCommandHasSixtyFourElementsAtMost() throws Exception {
    String[] commands = {"RPUSH", "HMSET", "SADD", "SADD", "ZADD"};
    for (Thresholds thresholds : RandomValues.ALL_ENCODINGS) {
      var values = new RandomValues(1, thresholds);
      for (int type = 1; type <= 5; type++) {
        Value value = values.value(type, 300);
        var recorder = new Recorder();
        read(write(writer -> entry(writer, "k", value)), recorder);
        assertEquals((size(value) + 63) / 64, (long) recorder.commands.size(), commands[type - 1]);
        for (String command : recorder.commands) {
          assertTrue(command.startsWith(commands[type - 1] + " k "), command);
        }
      }
    }
  }

  private static long size(Value value) {
    return switch (value) {
      case ListValue l -> l.size();
      case HashValue h -> h.size();
      case SetValue s -> s.size();
      case ZSetValue z -> z.size();
      case StreamValue s -> s.length();
      case StringValue s -> 1;
    };
  }

  private void read(String commands, LoadSink sink) throws IOException {
    var file = new MemoryFile(bytes(commands), commands.length());
    try (var input = new FileInput(file, "base.aof")) {
      new AofReader(input, sink, new ProgressMeter(LoadProgress.NONE, input.size())).read();
    }
  }

  @Test
  void scoresAreWrittenAsTheyAreRead() {
    double[] scores = {
      0, -0.0, 1, -1, 0.1, 1e15, 1e300, Double.MIN_VALUE, Double.MAX_VALUE, 0x1p53, -0x1p60, 3.5
    };
    for (double score : scores) {
      byte[] text = ScoreText.of(score);
      assertEquals(score, ScoreText.parse(text, 0, text.length));
    }
    assertEquals("3", Recorder.text(ScoreText.of(3)));
    assertEquals("-0.0", Recorder.text(ScoreText.of(-0.0)));
    assertEquals("inf", Recorder.text(ScoreText.of(Double.POSITIVE_INFINITY)));
    assertEquals("-inf", Recorder.text(ScoreText.of(Double.NEGATIVE_INFINITY)));
  }

  // ---- streams

  private static StreamValue stream(int entries) {
    var stream = new StreamValue();
    for (int i = 1; i <= entries; i++) {
      var pair = new RandomValues.Row(List.of(bytes("f"), bytes("v" + i)));
      stream.add(new StreamId(i, 0), pair, new StreamLimits(0, 2));
    }
    return stream;
  }

  @Test
  void aStreamIsItsEntriesItsMemoryAndItsGroups() throws Exception {
    StreamValue stream = stream(3);
    stream.delete(new StreamId(3, 0));
    ConsumerGroup group = stream.addGroup(bytes("g"), new StreamId(1, 0), 1);
    group.deliver(1, 0, group.addConsumer(bytes("c"), 5), 77);
    group.addConsumer(bytes("idle"), 5);
    assertEquals(
        resp(
            "SELECT 0",
            "XADD s 1-0 f v1",
            "XADD s 2-0 f v2",
            "XSETID s 3-0 ENTRIESADDED 3 MAXDELETEDID 3-0",
            "XGROUP CREATE s g 1-0 ENTRIESREAD 1",
            "XGROUP CREATECONSUMER s g c",
            "XCLAIM s g c 0 1-0 TIME 77 RETRYCOUNT 1 JUSTID FORCE",
            "XGROUP CREATECONSUMER s g idle"),
        write(writer -> {
          writer.select(0);
          entry(writer, "s", stream);
        }));
  }

  @Test
  void aStreamWithoutEntriesIsMadeByOneThatIsTrimmedAway() throws Exception {
    StreamValue stream = stream(1);
    stream.delete(new StreamId(1, 0));
    assertEquals(
        resp("SELECT 0", "XADD s MAXLEN 0 0-1 x y", "XSETID s 1-0 ENTRIESADDED 1 MAXDELETEDID 1-0"),
        write(writer -> {
          writer.select(0);
          entry(writer, "s", stream);
        }));
  }

  @Test
  void aStreamThatCommandsCannotMakeIsAPayload() throws Exception {
    StreamValue stream = stream(2);
    ConsumerGroup group = stream.addGroup(bytes("g"), new StreamId(2, 0), 2);
    group.deliver(1, 0, group.addConsumer(bytes("c"), 5), 77);
    stream.delete(new StreamId(1, 0));
    String written =
        write(writer -> {
          writer.select(0);
          entry(writer, "s", stream);
        });
    String payload = Recorder.text(DumpPayload.dump(stream, /* compress= */ true));
    assertEquals(resp("SELECT 0") + encode("RESTORE", "s", "0", payload), written);
  }

  // ---- failures

  @Test
  void whatWasThereBeforeStaysWhenTheDiskFails() throws Exception {
    fixture.disk.put(FILE, bytes("before"));
    for (var operation : List.of(MemoryDisk.Operation.WRITE, MemoryDisk.Operation.RENAME)) {
      fixture.disk.fail(operation, 0, 1, "Input/output error");
      assertThrows(IOException.class, () -> write(writer -> entry(writer, "k", StringValue.of(1))));
      assertEquals(List.of("base.aof"), fixture.disk.list(FILE.getParent()));
      assertEquals("before", Recorder.text(fixture.disk.get(FILE)));
    }
  }

  @Test
  void aLargeFileIsSyncedBitByBitIfItIsAskedFor() throws Exception {
    Value large = StringValue.of(new byte[10 << 20]);
    for (boolean incremental : new boolean[] {true, false}) {
      int before = fixture.disk.count(MemoryDisk.Operation.FORCE);
      CommandFile.save(fixture.env, FILE, false, incremental, writer -> entry(writer, "k", large));
      var options = new RdbOptions(false, true, RdbOptions.Access.NONE, false, incremental);
      RdbFile.save(fixture.env, FILE, options, 0, writer -> entry(writer, "k", large));
      int forces = fixture.disk.count(MemoryDisk.Operation.FORCE) - before;
      assertEquals(incremental ? 2 * (2 + 1) : 2, forces);
    }
  }

  // ---- the real server

  @Test
  void redisLoadsABaseOfCommands() throws Exception {
    var env = Environment.real((level, text) -> {});
    var expected = new HashMap<String, String>();
    var directory = AofDirectory.open(env, dir, "appendonlydir", "appendonly.aof");
    AofRewrite.of(directory, /* keepHistory= */ false)
        .run(
            AofRewrite.Form.COMMANDS,
            path -> CommandFile.save(env, path, true, true, writer -> fill(writer, expected)));
    Path aof = dir.resolve("appendonlydir");
    assertTrue(aof.resolve("appendonly.aof.1.base.aof").toFile().exists());
    String report = RedisProcess.run("redis-check-aof", aof + "/appendonly.aof.manifest");
    assertTrue(report.contains("All AOF files and manifest are valid"), report);
    try (var redis = new RedisProcess(dir, "--appendonly", "yes")) {
      assertEquals(expected.size(), Integer.parseInt(redis.send("DBSIZE")));
      for (var entry : expected.entrySet()) {
        assertEquals(
            comparable(entry.getValue()), comparable(redis.value(entry.getKey())), entry.getKey());
      }
    }
  }

  private static void fill(KeyspaceWriter writer, Map<String, String> expected) throws IOException {
    writer.database(0, 0, 0);
    for (int t = 0; t < RandomValues.ALL_ENCODINGS.size(); t++) {
      var values = new RandomValues(t, RandomValues.ALL_ENCODINGS.get(t));
      for (int type = 0; type <= 6; type++) {
        for (int size : new int[] {1, 10, EACH, 1000}) {
          String key = "k:" + t + ":" + type + ":" + size;
          Value value = values.value(type, size);
          entry(writer, key, value);
          expected.put(key, ValueText.of(value));
        }
      }
    }
    var groups = new ArrayList<String>();
    expected.values().stream().filter(text -> text.contains("pel-count\n1")).forEach(groups::add);
    assertFalse(groups.isEmpty());
  }

  /** Commands make other nodes of a stream, and a consumer is seen when it is made. */
  private static String comparable(String value) {
    return value
        .replaceAll("radix-tree-keys\n[0-9]+", "")
        .replaceAll("seen-time\n[0-9]+", "")
        .replaceAll("lag\n([0-9]+|\\(nil\\))", "");
  }
}
