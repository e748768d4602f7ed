package dev.heddle.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.server.config.Config;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {
  private static final Instant TIME =
      LocalDateTime.of(2026, 11, 1, 9, 5, 7, 12_000_000).atZone(ZoneId.systemDefault()).toInstant();

  private final Config config = new Config();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final ServerLog log = log(written::writeBytes);
  private final long pid = ProcessHandle.current().pid();

  private ServerLog log(LogSink sink) {
    return new ServerLog(sink, config.process, InstantSource.fixed(TIME));
  }

  private String text() {
    assertTrue(log.flush());
    return written.toString(UTF_8);
  }

  @Test
  void linesHaveTheFormOfRedis() {
    log.warning("starting");
    log.started();
    log.notice("ready");
    assertEquals(
        pid
            + ":C 01 Nov 2026 09:05:07.012 # starting\n"
            + pid
            + ":M 01 Nov 2026 09:05:07.012 * ready\n",
        text());
  }

  @Test
  void theLevelCanChangeAtAnyTime() {
    log.debug("no");
    config.with("loglevel", "debug");
    log.debug("a");
    log.verbose("b");
    config.with("loglevel", "nothing");
    log.warning("no");
    assertEquals(
        pid + ":C 01 Nov 2026 09:05:07.012 . a\n" + pid + ":C 01 Nov 2026 09:05:07.012 - b\n",
        text());
  }

  @Test
  void noTextForgesALine() {
    log.notice("name 'x\n1:M fake\r\u001b[31m'");
    assertTrue(text().endsWith("* name 'x\\n1:M fake\\r\\u001b[31m'\n"), text());
  }

  @Test
  void jsonHasOneObjectALine() {
    config.with("log-format", "json");
    log.notice("a \"b\"\\ \n é");
    assertEquals(
        "{\"time\":\""
            + TIME
            + "\",\"pid\":"
            + pid
            + ",\"role\":\"C\",\"level\":\"notice\",\"message\":\"a \\\"b\\\"\\\\ \\n é\"}\n",
        text());
  }

  @Test
  void failuresComeWithTheirTrace() {
    log.failure("no luck", new IllegalStateException("why"));
    List<String> lines = text().lines().toList();
    assertTrue(lines.get(0).endsWith("# no luck"), lines.get(0));
    assertEquals("java.lang.IllegalStateException: why", lines.get(1));
    assertTrue(lines.get(2).startsWith("\tat "), lines.get(2));
  }

  @Test
  void aSinkThatFailsHarmsNobodyAndIsToldLater() {
    var failing = new boolean[] {true};
    ServerLog unlucky =
        log(lines -> {
          if (failing[0]) {
            throw new IOException("disk full");
          }
          written.writeBytes(lines);
        });
    unlucky.notice("lost");
    assertTrue(unlucky.flush());
    failing[0] = false;
    unlucky.notice("kept");
    assertTrue(unlucky.flush());
    List<String> lines = text().lines().toList();
    assertTrue(lines.get(0).endsWith("# 1 log writes were lost"), lines.get(0));
    assertTrue(lines.get(1).endsWith("* kept"), lines.get(1));
  }

  @Test
  void aSinkThatIsStoppedHoldsNobodyUp() {
    var stopped = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    ServerLog slow =
        log(lines -> {
          stopped.countDown();
          awaitQuietly(go);
          written.writeBytes(lines);
        });
    int events = 15_000;
    slow.notice("event");
    awaitQuietly(stopped); // else some losses might be told of before the others have happened
    for (int i = 1; i < events; i++) {
      slow.notice("event");
    }
    go.countDown();
    assertTrue(slow.flush());
    slow.notice("last");
    assertTrue(slow.flush());
    long kept = text().lines().filter(line -> line.endsWith("* event")).count();
    assertTrue(kept >= 10_000 && kept < events, "kept " + kept);
    assertTrue(text().contains("# " + (events - kept) + " log writes were lost\n"));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void linesOfManyThreadsAreWholeAndInEachOnesOrder() throws InterruptedException {
    var threads = new ArrayList<Thread>();
    for (int t = 0; t < 8; t++) {
      String name = "t" + t + "-";
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < 1000; i++) {
                  log.notice(name + i);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    List<String> lines = text().lines().map(line -> line.substring(line.indexOf('*') + 2)).toList();
    assertEquals(8000, lines.size());
    for (int t = 0; t < 8; t++) {
      String name = "t" + t + "-";
      List<String> own = lines.stream().filter(line -> line.startsWith(name)).toList();
      for (int i = 0; i < 1000; i++) {
        assertEquals(name + i, own.get(i));
      }
    }
  }

  @Test
  void aFileThatWasMovedAwayIsMadeAnew(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("heddle.log");
    var sink = new FileSink(file);
    sink.check();
    assertTrue(Files.exists(file));
    sink.write("a\n".getBytes(UTF_8));
    sink.write("b\n".getBytes(UTF_8));
    Files.move(file, dir.resolve("heddle.log.1"));
    sink.write("c\n".getBytes(UTF_8));
    assertEquals("a\nb\n", Files.readString(dir.resolve("heddle.log.1")));
    assertEquals("c\n", Files.readString(file));
  }
}
