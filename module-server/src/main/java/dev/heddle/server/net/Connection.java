package dev.heddle.server.net;

import dev.heddle.resp.Limits;
import dev.heddle.resp.ProtocolError;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.resp.RequestReader;
import dev.heddle.server.command.Client;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Outbox;
import dev.heddle.server.engine.Engine;
import java.io.IOException;

/**
 * One client's connection: its virtual thread reads, has the engine run what has arrived, and
 * writes the replies, from the first byte to the last.
 *
 * <p>Back-pressure is the thread itself: while it writes to a slow peer it reads nothing.
 */
final class Connection implements Client.Link, Runnable {
  private static final int FLUSH_BYTES = 64 << 10;

  private final Transport transport;
  private final ReadAhead input;
  private final Engine engine;
  private final ConnectionRules rules;
  private final int descriptor;
  private final RequestReader reader;
  private final ReplyWriter out = new ReplyWriter();
  private Limits limits;
  private volatile long queryBytes; // for other clients' CLIENT LIST
  private volatile long queryCapacity;
  private volatile long unsent;
  private volatile boolean waiting; // see isWaiting
  private volatile boolean closed;

  Connection(Transport transport, Engine engine, ConnectionRules rules, int descriptor) {
    this.transport = transport;
    this.input = new ReadAhead(transport);
    this.engine = engine;
    this.rules = rules;
    this.descriptor = descriptor;
    this.limits = rules.limits(/* authenticated= */ true);
    this.reader = new RequestReader(limits);
  }

  @Override
  public void run() {
    try (transport) {
      if (rules.deniesPeer(this)) {
        refuse(Err.PROTECTED_MODE.line());
        return;
      }
      Client client = engine.connect(this, rules.maxClients(), !rules.passwordRequired());
      if (client == null) {
        refuse(Err.MAX_CLIENTS.line());
        return;
      }
      try {
        serve(client);
      } finally {
        engine.disconnect(client);
      }
    } catch (IOException e) {
      rules.hungUp(this, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void refuse(String error) throws IOException {
    out.error(error);
    transport.write(out.buffer(), 0, out.size());
  }

  private void serve(Client client) throws IOException, InterruptedException {
    try {
      while (!client.closing() && receive(client)) {
        int n;
        while (!client.closing() && (n = parse(client)) > 0) {
          runAll(client, n);
        }
        queryBytes = reader.buffered();
        flush(client);
      }
    } catch (ProtocolError e) {
      out.error("ERR Protocol error: " + e.getMessage());
      flush(client);
      rules.protocolError(this, e);
    }
  }

  private boolean receive(Client client) throws IOException, InterruptedException {
    releaseOutbox(client);
    int n = input.read(reader.space());
    if (n < 0) {
      return false;
    }
    claimOutbox(client);
    reader.received(n);
    client.traffic(n, 0);
    queryBytes = reader.buffered();
    if (queryCapacity != reader.capacity()) {
      queryCapacity = reader.capacity(); // to write it is dear, and it seldom changes
    }
    if (queryCapacity > rules.queryBufferLimit()) {
      rules.queryBufferExceeded(this);
      return false;
    }
    return true;
  }

  // The rules keep their two, and comparing records for the first time takes 10 ms of the start.
  @SuppressWarnings("ReferenceEquality")
  private int parse(Client client) {
    Limits current = rules.limits(client.authenticated());
    if (current != limits) {
      limits = current;
      reader.limits(current);
    }
    return reader.parse(client.authenticated() ? Engine.SLICE_COMMANDS : 1);
  }

  private void runAll(Client client, int count) throws IOException, InterruptedException {
    int next = 0;
    while (next < count && !client.closing()) {
      next = engine.run(client, reader, next, count, out);
      if (client.hasOutside()) {
        flush(client);
        engine.runOutside(client, out);
      }
      if (client.paused() || client.blockedOn() != null) {
        await(client);
      }
      if (out.size() > FLUSH_BYTES) {
        flush(client);
      }
    }
  }

  /** Waits for the end of a pause, or for what a blocking command waits for. */
  private void await(Client client) throws IOException, InterruptedException {
    flush(client);
    releaseOutbox(client);
    input.begin(() -> engine.wake(client));
    if (client.paused()) {
      engine.awaitUnpaused(client, this::isGone);
      claimOutbox(client);
    } else {
      engine.awaitServed(client, out, this::isGone);
      claimOutboxBehindAnswer(client);
    }
    input.end();
    if (isGone()) {
      client.closeAfterReply();
    }
  }

  /** Before the thread waits: from now on others may write messages, once those here have left. */
  private void releaseOutbox(Client client) throws IOException {
    waiting = true;
    Outbox outbox = client.outbox();
    while (outbox != null && !outbox.release()) {
      outbox.moveSome(out);
      flush(client);
    }
  }

  /** From now on only this thread writes. What remains of the outbox is moved by the engine. */
  private void claimOutbox(Client client) throws IOException {
    waiting = false;
    Outbox outbox = client.outbox();
    if (outbox != null) {
      outbox.claim();
      while (outbox.bytes() > FLUSH_BYTES) {
        outbox.moveSome(out);
        flush(client);
      }
    }
  }

  /** As the other, when the answer to a blocked command is there: it stands at its place. */
  private void claimOutboxBehindAnswer(Client client) throws IOException {
    waiting = false;
    Outbox outbox = client.outbox();
    if (outbox != null) {
      outbox.claim();
      var before = new ReplyWriter();
      outbox.moveTo(before, client.answeredAt());
      transport.write(before.buffer(), 0, before.size());
      client.traffic(0, before.size());
    }
  }

  /** The peer has hung up, or the server has; periodic work has who waits look whether it has. */
  private boolean isGone() {
    return closed || input.hungUp();
  }

  private void flush(Client client) throws IOException {
    long limit = rules.outputLimit(client);
    if (limit > 0 && out.size() > limit) {
      unsent = out.size();
      rules.outputLimitExceeded(client);
      client.closeAfterReply();
      out.reset();
    }
    if (client.hasUnsaved()) {
      engine.awaitDurable(client, out);
    }
    int n = out.size();
    if (n > 0) {
      send(n);
      client.traffic(0, n);
      out.reset();
    }
  }

  /** Writes much in pieces, so that others see how a slow peer gets on. */
  private void send(int n) throws IOException {
    if (n <= FLUSH_BYTES) {
      transport.write(out.buffer(), 0, n);
      return;
    }
    for (int from = 0; from < n; from += FLUSH_BYTES) {
      int rest = n - from;
      unsent = rest;
      transport.write(out.buffer(), from, Math.min(FLUSH_BYTES, rest));
    }
    unsent = 0;
  }

  @Override
  public void close() {
    closed = true;
    transport.close();
  }

  @Override
  public void spokeHttp() {
    rules.spokeHttp(this);
  }

  @Override
  public String peer() {
    return transport.peer();
  }

  @Override
  public String local() {
    return transport.local();
  }

  @Override
  public boolean isLocal() {
    return transport.isLocal();
  }

  @Override
  public boolean isUnixSocket() {
    return transport.isUnixSocket();
  }

  @Override
  public int descriptor() {
    return descriptor;
  }

  @Override
  public long queryBytes() {
    return queryBytes;
  }

  @Override
  public long queryCapacity() {
    return queryCapacity;
  }

  @Override
  public long replyCapacity() {
    return out.buffer().length;
  }

  @Override
  public long unsentBytes() {
    return unsent;
  }

  @Override
  public boolean isWaiting() {
    return waiting;
  }

  @Override
  public int send(byte[] a, int off, int len) throws IOException {
    return transport.tryWrite(a, off, len);
  }

  @Override
  public void whenWritable(Runnable then) {
    transport.whenWritable(then);
  }
}
