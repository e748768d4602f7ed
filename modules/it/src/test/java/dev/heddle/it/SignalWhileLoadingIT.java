package dev.heddle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is told to end while it loads does so at once, and leaves its files alone. */
class SignalWhileLoadingIT {
  private static final Reply OK = new Reply.Simple("OK");
  private static final String READY = "Ready to accept connections";
  private static final int KEYS = 2_000_000; // a load of seconds
  private static final Duration PROMPTLY = Duration.ofSeconds(5);

  @TempDir Path directory;

  @Test
  void anRdbFileStaysAsItIs() throws Exception {
    try (var server =
            HeddleProcess.start(directory, "--save", "", "--enable-debug-command", "yes");
        var wire = new Wire(server.port())) {
      assertEquals(OK, wire.call("DEBUG", "POPULATE", "" + KEYS));
      assertEquals(OK, wire.call("SAVE"));
    }
    assertSignalsEndTheLoad("--save", "1", "1"); // which would save at the end
  }

  @Test
  void anAppendOnlyFileStaysAsItIs() throws Exception {
    writeAppendOnlyFile();
    assertSignalsEndTheLoad("--appendonly", "yes", "--save", "");
  }

  private void writeAppendOnlyFile() throws IOException {
    Path files = Files.createDirectory(directory.resolve("appendonlydir"));
    Files.writeString(
        files.resolve("appendonly.aof.manifest"), "file appendonly.aof.1.incr.aof seq 1 type i\n");
    byte[] set = Grammar.bytes("SET");
    try (OutputStream out = Files.newOutputStream(files.resolve("appendonly.aof.1.incr.aof"))) {
      for (int i = 0; i < KEYS; ) {
        var some = new CommandEncoder();
        for (int end = Math.min(KEYS, i + 1000); i < end; i++) {
          some.command(set, Grammar.bytes("key:" + i), Grammar.bytes("value:" + i));
        }
        out.write(some.toBytes());
      }
    }
  }

  private void assertSignalsEndTheLoad(String... options) throws Exception {
    for (String signal : new String[] {"TERM", "INT"}) {
      if (signal.equals("TERM") || !ProcessIT.inheritsIgnoredInterrupts()) {
        assertEndsTheLoad(signal, options);
      }
    }
    try (var server = HeddleProcess.start(directory, options);
        var wire = new Wire(server.port())) {
      assertEquals(new Reply.Int(KEYS), wire.call("DBSIZE"));
      String last = "value:" + (KEYS - 1);
      assertEquals(new Reply.Bulk(Grammar.bytes(last)), wire.call("GET", "key:" + (KEYS - 1)));
    }
  }

  private void assertEndsTheLoad(String signal, String... options) throws Exception {
    int attempts = 1;
    Map<String, String> before = files();
    while (!endsTheLoad(signal, options)) {
      assertTrue(attempts++ < 5, "the signal never comes while it loads");
      before = files();
    }
    assertEquals(before, files(), signal);
  }

  /** False where the signal came when all was loaded, as when this process was stalled. */
  private boolean endsTheLoad(String signal, String... options) throws Exception {
    try (var server = HeddleProcess.launch(List.of(), directory, options)) {
      Await.until("it loads", () -> loads(server.port()) || server.output().contains(READY));
      long began = System.nanoTime();
      ProcessIT.signal(server.process().pid(), signal);
      assertEquals(0, server.awaitExit(), signal);
      long took = System.nanoTime() - began;
      assertTrue(took < PROMPTLY.toNanos(), signal + " took " + Duration.ofNanos(took));
      String log = server.output();
      int received = log.indexOf("# Received SIG" + signal + " scheduling shutdown...");
      assertTrue(received >= 0, log);
      assertTrue(log.contains("* Heddle is now ready to exit, bye bye..."), log);
      int ready = log.indexOf(READY);
      assertFalse(ready > received, log);
      return ready < 0;
    }
  }

  private static boolean loads(int port) {
    try (var wire = new Wire(port)) {
      var info = (Reply.Bulk) wire.call("INFO", "persistence");
      return new String(info.bytes(), StandardCharsets.ISO_8859_1).contains("loading:1\r\n");
    } catch (IOException e) {
      return false; // it does not listen yet
    }
  }

  /** Each file with its time, size and sum. */
  private Map<String, String> files() throws IOException {
    var files = new TreeMap<String, String>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        FileTime time = Files.getLastModifiedTime(file);
        byte[] bytes = Files.readAllBytes(file);
        var sum = new CRC32C();
        sum.update(bytes);
        files.put(file.toString(), time + " " + bytes.length + " " + sum.getValue());
      }
    }
    return files;
  }
}
