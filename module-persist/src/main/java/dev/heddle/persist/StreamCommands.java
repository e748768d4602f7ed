package dev.heddle.persist;

import dev.heddle.store.Consumer;
import dev.heddle.store.ConsumerGroup;
import dev.heddle.store.Elements;
import dev.heddle.store.PendingEntry;
import dev.heddle.store.StreamId;
import dev.heddle.store.StreamValue;
import dev.heddle.store.StreamWalk;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes a stream as commands.
 *
 * <pre>
 * Stream   --> Entries (XSETID key last ENTRIESADDED n MAXDELETEDID id) Group*
 *            | RESTORE key 0 payload
 * Entries  --> (XADD key id (field value)+)+  | XADD key MAXLEN 0 0-1 x y        it has none
 * Group    --> (XGROUP CREATE key name last ENTRIESREAD n) Consumer*
 * Consumer --> (XGROUP CREATECONSUMER key group name) Claim*
 * Claim    --> XCLAIM key group consumer 0 id TIME ms RETRYCOUNT n JUSTID FORCE
 * </pre>
 *
 * <p>XCLAIM takes no entry that the stream no longer has, though it may be pending still. A stream
 * with such is written as a payload: nothing is forgotten by being rewritten.
 */
final class StreamCommands {
  private final CommandOutput out;
  private final byte[] key;

  StreamCommands(CommandOutput out, byte[] key) {
    this.out = out;
    this.key = key;
  }

  void write(StreamValue stream) throws IOException {
    if (needsPayload(stream)) {
      restore(stream);
      return;
    }
    entries(stream);
    memory(stream);
    for (ConsumerGroup group : stream.groups()) {
      group(group);
    }
  }

  private static boolean needsPayload(StreamValue stream) {
    boolean[] lost = {false};
    for (ConsumerGroup group : stream.groups()) {
      group.forEachPending(
          null,
          StreamId.MIN,
          entry -> {
            lost[0] = !stream.contains(entry.id());
            return !lost[0];
          });
      if (lost[0]) {
        return true;
      }
    }
    return false;
  }

  private void restore(StreamValue stream) throws IOException {
    out.begin(4);
    out.word("RESTORE");
    out.word(key);
    out.word(0);
    out.word(DumpPayload.dump(stream, /* compress= */ true));
  }

  private void entries(StreamValue stream) throws IOException {
    if (stream.length() == 0) {
      begin(7, "XADD");
      words("MAXLEN", "0", "0-1", "x", "y");
      return;
    }
    var fields = new PairWords();
    StreamWalk walk = stream.walk(StreamId.MIN, StreamId.MAX, /* reverse= */ false);
    while (walk.next()) {
      begin(3 + 2L * walk.fields(), "XADD");
      out.word(walk.id().text());
      walk.give(fields);
    }
  }

  private void memory(StreamValue stream) throws IOException {
    begin(7, "XSETID");
    out.word(stream.lastId().text());
    out.word("ENTRIESADDED");
    out.word(stream.entriesAdded());
    out.word("MAXDELETEDID");
    out.word(stream.maxDeletedId().text());
  }

  private void group(ConsumerGroup group) throws IOException {
    out.begin(7);
    words("XGROUP", "CREATE");
    out.word(key);
    out.word(group.name());
    out.word(group.lastId().text());
    out.word("ENTRIESREAD");
    out.word(group.entriesRead());
    for (Consumer consumer : group.consumers()) {
      consumer(group, consumer);
    }
  }

  private void consumer(ConsumerGroup group, Consumer consumer) throws IOException {
    out.begin(5);
    words("XGROUP", "CREATECONSUMER");
    out.word(key);
    out.word(group.name());
    out.word(consumer.name());
    group.forEachPending(
        consumer,
        StreamId.MIN,
        entry -> {
          claim(group, consumer, entry);
          return true;
        });
  }

  private void claim(ConsumerGroup group, Consumer consumer, PendingEntry entry) {
    try {
      begin(12, "XCLAIM");
      out.word(group.name());
      out.word(consumer.name());
      out.word(0);
      out.word(entry.id().text());
      out.word("TIME");
      out.word(entry.deliveredAt());
      out.word("RETRYCOUNT");
      out.word(entry.deliveries());
      words("JUSTID", "FORCE");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins a command on the key. */
  private void begin(long words, String command) throws IOException {
    out.begin(words);
    out.word(command);
    out.word(key);
  }

  private void words(String... words) throws IOException {
    for (String word : words) {
      out.word(word);
    }
  }

  /** Writes what it is given as words. */
  private final class PairWords implements Elements {
    @Override
    public void text(byte[] a, int off, int len) {
      try {
        out.word(a, off, len);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void number(long value) {
      try {
        out.word(value);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
