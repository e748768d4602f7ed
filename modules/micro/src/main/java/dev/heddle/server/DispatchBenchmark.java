package dev.heddle.server;

import dev.heddle.micro.Keys;
import dev.heddle.micro.Wire;
import dev.heddle.persist.AofJournalBenchmark;
import dev.heddle.persist.ForgetfulDisk;
import dev.heddle.persist.Journal;
import dev.heddle.persist.JournalException;
import dev.heddle.resp.CommandEncoder;
import dev.heddle.resp.Limits;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.resp.RequestReader;
import dev.heddle.server.command.Client;
import dev.heddle.server.engine.Engine;
import dev.heddle.server.log.ServerLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The life of a command without its socket: a batch is received, parsed, run under the lock and
 * answered, as a connection's thread does it. Each command names one of the server's keys, drawn at
 * random.
 */
@State(Scope.Thread)
public class DispatchBenchmark {
  private static final int SENT = 1 << 16; // commands, before the same ones are sent again
  private static final byte[] VALUE = "1000000".getBytes(StandardCharsets.US_ASCII);

  /** The commands of a batch. */
  public enum Name {
    GET,
    /** Of a value as long as the one that is there. */
    SET,
    INCR
  }

  @Param public Name command;

  @Param({"1", "16", "64"})
  public int batch;

  /** Whether effects go to a journal; see {@link AofJournalBenchmark}. */
  @Param({"no", "yes"})
  public String appendonly;

  @Param({"100000"})
  public int keys;

  private final RequestReader reader = new RequestReader(Limits.DEFAULTS);
  private final ReplyWriter out = new ReplyWriter();
  private Journal journal = Journal.NONE;
  private Engine engine;
  private Client client;
  private byte[][] batches;
  private int next;

  @Setup
  public void start() throws IOException {
    engine = engine();
    client = Objects.requireNonNull(engine.connect(new NoSocket(), 1, /* authenticated= */ true));
    var all = new CommandEncoder();
    for (int number : Keys.shuffled(keys)) {
      encode(all, Name.SET, number);
    }
    serve(all.toBytes());
    batches = batches();
    if (appendonly.equals("yes")) {
      journal = AofJournalBenchmark.journal();
      engine.locked(() -> engine.journal(journal));
    }
    System.gc(); // what is in the keyspace has moved to where it stays
  }

  /** The engine of a server that does not listen and has no periodic work. */
  private static Engine engine() {
    var config = HeddleConfig.create();
    var settings = config.settings();
    var clock = InstantSource.system();
    var log = new ServerLog(System.err::writeBytes, settings.process, clock);
    return new Server(settings, clock, config.random, /* anyPort= */ true, log, new ForgetfulDisk())
        .engine();
  }

  private byte[][] batches() {
    var random = new SplittableRandom(1);
    var sent = new byte[SENT / batch][];
    for (int i = 0; i < sent.length; i++) {
      var encoder = new CommandEncoder();
      for (int n = 0; n < batch; n++) {
        encode(encoder, command, random.nextInt(keys));
      }
      sent[i] = encoder.toBytes();
    }
    return sent;
  }

  private static void encode(CommandEncoder encoder, Name name, int key) {
    encoder.begin(name == Name.SET ? 3 : 2);
    encoder.argument(name.name());
    encoder.argument(Keys.key(key));
    if (name == Name.SET) {
      encoder.argument(VALUE);
    }
  }

  @TearDown
  public void stop() throws JournalException {
    journal.close();
  }

  /** One operation: a whole batch, from its bytes to the bytes of all replies. */
  @Benchmark
  public int run() {
    int size = serve(batches[next]);
    next = next + 1 == batches.length ? 0 : next + 1;
    return size;
  }

  private int serve(byte[] sent) {
    out.reset();
    for (int from = 0; from < sent.length; ) {
      from += Wire.receive(reader, sent, from);
      for (int count; (count = reader.parse(Engine.SLICE_COMMANDS)) > 0; ) {
        for (int ran = 0; ran < count; ) {
          ran = engine.run(client, reader, ran, count, out);
        }
      }
    }
    if (client.hasUnsaved()) {
      engine.awaitDurable(client, out);
    }
    if (out.buffer()[0] == '-') {
      throw new IllegalStateException("an error was answered");
    }
    return out.size();
  }
}
