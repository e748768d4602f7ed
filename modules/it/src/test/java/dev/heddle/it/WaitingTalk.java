package dev.heddle.it;

import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Reply;
import dev.heddle.resp.ReplyReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Several clients that speak in turns, some of which wait in blocking commands, and what each of
 * them is answered, and when.
 *
 * <pre>
 *   a> BLPOP k 0            client a, connected when it speaks first
 *   a> BLPOP k 0 | PING     two commands at once
 *   a: BLPOP k 0.001        it is no matter what is heard before the next line
 *   b> CLIENT KILL ID {a}   the id of client a
 *   b> SET k "two words"    a word of several, or none
 *   b> .                    client b hangs up, which the server notices before the next line
 *   a< 100                  a is answered, 100 ms and little more after it has spoken
 *   .. 50                   so many milliseconds pass
 * </pre>
 *
 * <p>After each line everybody who has not been answered yet is either answered or, as CLIENT LIST
 * says, waits.
 */
final class WaitingTalk implements AutoCloseable {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final Pattern WAITS = Pattern.compile(" flags=[a-zA-Z]*b");
  private static final int STEP_MILLIS = 5;
  private static final int MORE_TO_COME_MILLIS = 60;
  private static final int MORE_FOR_OTHERS_MILLIS = 600; // only a machine that stalls needs it
  private static final int CLOCK_MILLIS = 1;
  private static final int PATIENCE_MILLIS = 10_000; // only a machine that stalls needs it
  private static final int LATE_MILLIS = 2_000;
  private static final int END_MILLIS = 20_000;

  /** A client, what it has heard, and how many answers it still expects. */
  private static final class Speaker {
    final Wire wire;
    final String id;
    final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    int expected;
    long spoke;
    boolean ended;

    Speaker(Wire wire) throws IOException {
      this.wire = wire;
      this.id = Long.toString(((Reply.Int) wire.call("CLIENT", "ID")).value());
    }

    /** Hears what comes within some time; false when nothing does. */
    boolean hear(int millis) throws IOException {
      wire.socket().setSoTimeout(millis);
      byte[] some = new byte[8192];
      try {
        int n = wire.socket().getInputStream().read(some);
        ended = n < 0;
        heard.write(some, 0, Math.max(0, n));
        return true;
      } catch (SocketTimeoutException e) {
        return false;
      } catch (SocketException e) {
        ended = true;
        return true;
      }
    }

    boolean isAnswered() throws IOException {
      return ended || answers() >= expected;
    }

    private int answers() throws IOException {
      var in = new ReplyReader(new ByteArrayInputStream(heard.toByteArray()));
      int answers = 0;
      try {
        while (true) {
          in.read();
          answers++;
        }
      } catch (EOFException e) {
        return answers;
      }
    }

    String takeHeard() throws IOException {
      expected -= answers();
      String text = heard.toString(StandardCharsets.ISO_8859_1).replace("\r\n", " ");
      heard.reset();
      return text + (ended ? "(the end)" : expected > 0 ? "(waits)" : "");
    }
  }

  private final int port;
  private final int protocol;
  private final Wire watcher;
  private final Map<String, Speaker> speakers = new LinkedHashMap<>();

  WaitingTalk(int port, int protocol) throws IOException {
    this.port = port;
    this.protocol = protocol;
    this.watcher = new Wire(port);
  }

  /**
   * What was heard by whom at a server that is emptied first. It has no other clients then: those
   * of a script before might be served, and counted.
   */
  static String heard(int port, String script, int protocol) throws Exception {
    try (var wire = new Wire(port)) {
      Await.until("the clients of the script before are gone", wire::isAlone);
      wire.call("FLUSHALL");
      try (var talk = new WaitingTalk(port, protocol)) {
        return String.join("\n", talk.run(script));
      }
    }
  }

  /** What was heard by whom, behind each line. */
  List<String> run(String script) throws IOException, InterruptedException {
    var heard = new ArrayList<String>();
    for (String line : script.lines().toList()) {
      heard.add(line);
      if (line.startsWith("..")) {
        Thread.sleep(Long.parseLong(line.substring(3)));
        continue;
      }
      String name = line.substring(0, 1);
      String rest = line.substring(3);
      if (line.charAt(1) == '<') {
        heard.add(answeredAfter(Long.parseLong(rest), name));
        continue;
      }
      say(name, rest);
      if (line.charAt(1) == ':') {
        continue;
      }
      settle(heard, name, MORE_TO_COME_MILLIS);
      for (String other : List.copyOf(speakers.keySet())) {
        if (!other.equals(name)) {
          settle(heard, other, MORE_FOR_OTHERS_MILLIS);
        }
      }
    }
    return heard;
  }

  private void say(String name, String commands) throws IOException {
    if (commands.equals(".")) {
      Speaker gone = speakers.remove(name);
      gone.wire.close();
      Await.until("the server has noticed", () -> watcher.client(gone.id).isEmpty());
      return;
    }
    Speaker speaker = speakers.get(name);
    if (speaker == null) {
      var wire = new Wire(port);
      wire.call("HELLO", "" + protocol);
      speaker = new Speaker(wire);
      speakers.put(name, speaker);
    }
    var bytes = new ByteArrayOutputStream();
    for (String command : commands.split(" \\| ", -1)) {
      var encoder = new CommandEncoder();
      encoder.command(words(command).stream().map(Grammar::bytes).toArray(byte[][]::new));
      bytes.writeBytes(encoder.toBytes());
      speaker.expected++;
    }
    speaker.spoke = System.nanoTime();
    speaker.wire.send(bytes.toByteArray());
  }

  private List<String> words(String command) {
    String text = command;
    for (Map.Entry<String, Speaker> speaker : speakers.entrySet()) {
      text = text.replace("{" + speaker.getKey() + "}", speaker.getValue().id);
    }
    return WORD.matcher(text)
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .toList();
  }

  /** Hears until the client is answered or waits. */
  private void settle(List<String> heard, String name, int moreMillis) throws IOException {
    Speaker speaker = speakers.get(name);
    if (speaker == null || speaker.expected == 0) {
      return;
    }
    long patience = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    while (!speaker.isAnswered() && System.nanoTime() < patience) {
      if (waits(speaker)) {
        hearWhatIsOnItsWay(speaker, moreMillis);
        break;
      }
      speaker.hear(STEP_MILLIS);
    }
    conclude(heard, name, speaker);
  }

  /**
   * Of several commands those before the one that waits may have been answered, above all by what
   * another client has done.
   */
  private static void hearWhatIsOnItsWay(Speaker speaker, int moreMillis) throws IOException {
    boolean more = speaker.expected > 1;
    while (more && !speaker.isAnswered()) {
      more = speaker.hear(moreMillis);
    }
  }

  private void conclude(List<String> heard, String name, Speaker speaker) throws IOException {
    heard.add("  " + name + " hears " + speaker.takeHeard());
    if (speaker.ended) {
      speakers.remove(name);
    }
  }

  private boolean waits(Speaker speaker) {
    try {
      return WAITS.matcher(watcher.client(speaker.id)).find();
    } catch (IOException e) {
      return false; // the server is about to end
    }
  }

  private String answeredAfter(long millis, String name) throws IOException {
    Speaker speaker = speakers.get(name);
    while (!speaker.isAnswered()) {
      if (!speaker.hear(END_MILLIS)) {
        return "  " + name + " is never answered";
      }
    }
    long passed = (System.nanoTime() - speaker.spoke) / 1_000_000;
    // The server's clock counts whole milliseconds: the first may be nearly over when it begins.
    boolean early = passed < millis - CLOCK_MILLIS;
    String when = early ? "too early " : passed > millis + LATE_MILLIS ? "late " : "";
    return "  " + name + " hears " + when + speaker.takeHeard();
  }

  @Override
  public void close() throws IOException {
    watcher.close();
    for (Speaker speaker : speakers.values()) {
      speaker.wire.close();
    }
  }
}
