package dev.heddle.server.family;

import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Limits;
import dev.heddle.resp.Reply;
import dev.heddle.resp.ReplyReader;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.resp.RequestReader;
import dev.heddle.server.AllFamilies;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.CommandTable;
import dev.heddle.server.command.Flag;
import dev.heddle.server.command.Outbox;
import dev.heddle.server.config.Config;
import dev.heddle.server.engine.Engine;
import dev.heddle.store.Keyspace;
import dev.heddle.store.Sizes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * All commands on an engine of their own, without a socket: requests are encoded, parsed and run,
 * replies decoded.
 *
 * <pre>{@code
 * var redis = new CommandHarness();
 * redis.run("SET", "a", "b");              // Reply.Simple[text=OK]
 * redis.say("GET a");                      // "\"b\"", as ReplyText prints it
 * redis.clock().advance(1000);
 * redis.effects();                         // [SET a b]
 * }</pre>
 */
public final class CommandHarness {
  private static final Sizes SIZES = Sizes.ofHeader(8);

  private final MovableClock clock = new MovableClock();
  private final Config config = new Config();
  private final RecordingJournal journal = new RecordingJournal();
  private final Engine engine;
  private final FakeServer server;
  private Client client;

  public CommandHarness() {
    var random = new SplittableRandom(42);
    var keyspace = new Keyspace(config.process.databases.intValue(), random, SIZES);
    var table = new CommandTable();
    engine =
        new Engine(
            clock,
            random,
            keyspace,
            table,
            new CommandTable().add("NONE", (call, out) -> {}, Flag.NO_AUTH),
            (command, bug) -> {
              throw new AssertionError("internal error in " + command, bug);
            });
    server = new FakeServer(config, engine);
    AllFamilies.declare(table, server, random);
    engine.journal(journal);
    client = newClient();
  }

  public MovableClock clock() {
    return clock;
  }

  public Config config() {
    return config;
  }

  public Engine engine() {
    return engine;
  }

  FakeServer server() {
    return server;
  }

  /** The client as whom commands are run. */
  public Client client() {
    return client;
  }

  /** Another client, authenticated, in database 0, with RESP2. */
  public Client newClient() {
    return engine.connect(new FakeLink(), Long.MAX_VALUE, /* authenticated= */ true);
  }

  /** Runs the commands that follow as this client. */
  public CommandHarness as(Client other) {
    client = other;
    return this;
  }

  /** Runs the commands that follow with this version of RESP. */
  public CommandHarness resp(int version) {
    client.protocol(version);
    return this;
  }

  /** Runs a command; each char of a word stands for one byte. */
  public Reply run(String... words) {
    return run(
        Stream.of(words).map(w -> w.getBytes(StandardCharsets.ISO_8859_1)).toArray(byte[][]::new));
  }

  /** Runs a command and returns its decoded reply. */
  public Reply run(byte[]... words) {
    byte[] reply = reply(words);
    var in = new ByteArrayInputStream(reply);
    try {
      Reply decoded = new ReplyReader(in).read();
      if (in.available() > 0) {
        throw new AssertionError("more than one reply");
      }
      return decoded;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a line of words separated by single blanks; the reply as {@link ReplyText} prints it. */
  public String say(String line) {
    return ReplyText.of(run(line.split(" ", -1)));
  }

  /** Runs a command and returns the reply as text; for words with blanks. */
  public String sayWords(String... words) {
    return ReplyText.of(run(words));
  }

  /** Runs a command and returns the bytes of its reply. */
  public byte[] reply(byte[]... words) {
    return replies(List.<byte[][]>of(words));
  }

  private byte[] replies(List<byte[][]> commands) {
    var request = new CommandEncoder();
    commands.forEach(request::command);
    var reader = new RequestReader(Limits.DEFAULTS);
    Requests.receive(reader, request.buffer(), 0, request.size());
    var out = new ReplyWriter();
    out.protocol(client.protocol());
    int count = reader.parse(commands.size());
    if (count != commands.size()) {
      throw new AssertionError("parsed " + count + " of " + commands.size() + " commands");
    }
    for (int done = 0; done < count; ) {
      int now = engine.run(client, reader, done, count, out);
      if (now == done) {
        throw new AssertionError("the command was not run: the client is paused or closing");
      }
      runOutside(out);
      done = now;
    }
    client.saved();
    return Arrays.copyOf(out.buffer(), out.size());
  }

  /** Runs a line as a client that is to wait: it must not be answered at once. */
  public void block(String line) {
    byte[] reply = reply(words(line));
    if (reply.length > 0) {
      throw new AssertionError("answered at once: " + new String(reply, StandardCharsets.UTF_8));
    }
  }

  /** What a client that waits has been handed, as text; empty, and it waits no longer: nothing. */
  public String handed(Client waiting) {
    return handed(waiting, /* gaveUp= */ true);
  }

  /** What a client that waits is handed when its time is over at the latest, as text. */
  public String handedInTime(Client waiting) {
    return handed(waiting, /* gaveUp= */ false);
  }

  private String handed(Client waiting, boolean gaveUp) {
    var out = new ReplyWriter();
    out.protocol(waiting.protocol());
    try {
      engine.awaitServed(waiting, out, () -> gaveUp);
      if (out.size() == 0) {
        return "";
      }
      var in = new ByteArrayInputStream(out.buffer(), 0, out.size());
      return ReplyText.of(new ReplyReader(in).read());
    } catch (InterruptedException | IOException e) {
      throw new AssertionError(e);
    } finally {
      waiting.saved();
    }
  }

  /** The messages that wait for a client, as {@link ReplyText} prints them, and clear that. */
  public List<String> heard(Client by) {
    var out = new ReplyWriter();
    Outbox outbox = by.outbox();
    if (outbox != null) {
      outbox.moveTo(out);
    }
    return replies(out.buffer(), out.size());
  }

  /**
   * Runs commands that came in one batch and returns their replies and what they have sent their
   * own client, in their order.
   */
  public List<String> sayAll(String... lines) {
    byte[] all = replies(Stream.of(lines).map(CommandHarness::words).toList());
    return replies(all, all.length);
  }

  private static byte[][] words(String line) {
    return Stream.of(line.split(" ", -1))
        .map(w -> w.getBytes(StandardCharsets.ISO_8859_1))
        .toArray(byte[][]::new);
  }

  private static List<String> replies(byte[] bytes, int length) {
    var reader = new ReplyReader(new ByteArrayInputStream(bytes, 0, length));
    var heard = new ArrayList<String>();
    try {
      while (reader.available()) {
        heard.add(ReplyText.of(reader.read()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return heard;
  }

  private void runOutside(ReplyWriter out) {
    try {
      while (client.hasOutside()) {
        engine.runOutside(client, out);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What was handed to the journal since the last call, as {@link RecordingJournal} prints it. */
  public List<String> effects() {
    return journal.take();
  }

  /** Changes to the data set so far, rdb_changes_since_last_save. */
  public long dirty() {
    return engine.compute(() -> engine.effects().dirty());
  }
}
