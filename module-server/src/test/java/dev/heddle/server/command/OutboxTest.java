package dev.heddle.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.resp.ReplyWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class OutboxTest {
  private final Socket socket = new Socket();
  private final Courier courier = new Courier();
  private final Outbox outbox = new Outbox(socket, courier);

  private void add(String message) {
    outbox.add(message.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String moved() {
    var out = new ReplyWriter();
    outbox.moveTo(out);
    return text(out);
  }

  private static String text(ReplyWriter out) {
    return new String(out.buffer(), 0, out.size(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void aClaimedOutboxIsLeftToTheConnection() {
    add("one");
    add("two");
    assertTrue(courier.collected.isEmpty());
    assertFalse(outbox.release(), "there is something to write first");
    assertEquals("onetwo", moved());
    assertTrue(outbox.release());
  }

  @Test
  void aFreeOneIsCollectedOnceAndDeliveredInOneWrite() {
    outbox.release();
    add("one");
    add("two");
    assertEquals(1, courier.collected.size());
    courier.deliver();
    assertEquals("onetwo", socket.takeWritten());
    assertEquals(1, socket.writes);
    assertEquals(0, outbox.bytes());
    assertEquals(0, outbox.messages());
  }

  @Test
  void whatTheSocketDoesNotTakeWaitsUntilItDoes() {
    outbox.release();
    socket.room = 4;
    add("one");
    add("two");
    courier.deliver();
    assertEquals("onet", socket.takeWritten());
    add("three");
    assertTrue(courier.collected.isEmpty(), "it is the poller's turn");
    assertEquals(2 + 5, outbox.bytes());
    socket.room = 100;
    socket.becomesWritable();
    courier.deliver();
    assertEquals("wothree", socket.takeWritten());
  }

  @Test
  void theConnectionTakesOverInTheMiddleOfAMessage() {
    outbox.release();
    socket.room = 4;
    add("one");
    add("two");
    courier.deliver();
    outbox.claim();
    add("three");
    assertEquals("wothree", moved());
    socket.becomesWritable();
    assertTrue(courier.collected.isEmpty());
  }

  @Test
  void anAnswerStandsBehindWhatCameBeforeIt() {
    outbox.release();
    socket.room = 1;
    add("one");
    courier.deliver();
    add("two");
    long place = outbox.reserve();
    add("three");
    outbox.claim();
    var before = new ReplyWriter();
    outbox.moveTo(before, place);
    assertEquals("netwo", text(before));
    assertEquals("three", moved());
  }

  @Test
  void largeMessagesAreWrittenInPieces() {
    outbox.release();
    String large = "x".repeat(150_000);
    add(large);
    add("end");
    for (int i = 0; i < 3; i++) {
      courier.deliver();
    }
    assertEquals(large + "end", socket.takeWritten());
  }

  @Test
  void whoIsCutOffGetsNothingMoreAndIsClosed() {
    outbox.release();
    add("one");
    outbox.cutOff();
    assertFalse(socket.closed, "not under the server's lock");
    courier.deliver();
    assertTrue(socket.closed);
    add("two");
    assertEquals(0, outbox.bytes());
    assertEquals("", socket.takeWritten());
  }

  @Test
  void aBacklogThatTheSocketWouldTakeIsUrgent() {
    outbox.release();
    add("x".repeat(200_000));
    assertFalse(courier.late);
    add("x".repeat(200_000));
    assertTrue(courier.late);
  }

  @Test
  void aBacklogOfASlowSubscriberIsNot() {
    outbox.release();
    socket.room = 0;
    add("x".repeat(200_000));
    courier.deliver();
    add("x".repeat(200_000));
    assertFalse(courier.late);
  }

  private static final class Courier implements Outbox.Courier {
    final Queue<Outbox> collected = new ArrayDeque<>();
    boolean late;

    @Override
    public void collect(Outbox outbox) {
      collected.add(outbox);
    }

    @Override
    public void wake() {}

    @Override
    public void hurry() {
      late = true;
    }

    void deliver() {
      collected.remove().deliver();
    }
  }

  /** A connection that takes so many bytes at once. */
  private static final class Socket implements Client.Link {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private @Nullable Runnable onWritable;
    int room = Integer.MAX_VALUE;
    int writes;
    boolean closed;

    String takeWritten() {
      String text = written.toString(StandardCharsets.ISO_8859_1);
      written.reset();
      return text;
    }

    void becomesWritable() {
      Runnable then = onWritable;
      onWritable = null;
      if (then != null) {
        then.run();
      }
    }

    @Override
    public int send(byte[] a, int off, int len) {
      int n = Math.min(room, len);
      written.writeBytes(Arrays.copyOfRange(a, off, off + n));
      writes++;
      return n;
    }

    @Override
    public void whenWritable(Runnable then) {
      onWritable = then;
    }

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public void spokeHttp() {}

    @Override
    public String peer() {
      return "";
    }

    @Override
    public String local() {
      return "";
    }

    @Override
    public boolean isLocal() {
      return true;
    }

    @Override
    public boolean isUnixSocket() {
      return false;
    }

    @Override
    public int descriptor() {
      return 0;
    }

    @Override
    public long queryBytes() {
      return 0;
    }

    @Override
    public long queryCapacity() {
      return 0;
    }

    @Override
    public long replyCapacity() {
      return 0;
    }

    @Override
    public long unsentBytes() {
      return 0;
    }

    @Override
    public boolean isWaiting() {
      return true;
    }
  }
}
