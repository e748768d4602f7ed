package dev.heddle.persist;

import dev.heddle.store.HashPart;
import dev.heddle.store.HashValue;
import dev.heddle.store.ListValue;
import dev.heddle.store.SetValue;
import dev.heddle.store.StreamValue;
import dev.heddle.store.StringValue;
import dev.heddle.store.Value;
import dev.heddle.store.ZSetValue;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes what a keyspace holds as the commands that make it.
 *
 * <pre>
 * Function --> FUNCTION LOAD code
 * Key      --> [SELECT db] Value [PEXPIREAT key ms]
 * Value    --> SET key text
 *            | (RPUSH key element{1,64})+  | (SADD key member{1,64})+
 *            | (HMSET key (field value){1,64})+  | (ZADD key (score member){1,64})+
 *            | see StreamCommands
 * </pre>
 *
 * <p>How long a key was not used, or how often it was, has no command, and is left out.
 */
final class CommandWriter implements KeyspaceWriter {
  private final CommandOutput out;
  private int db = -1;
  private int selected = -1;

  CommandWriter(CommandOutput out) {
    this.out = out;
  }

  @Override
  public void function(byte[] code) throws IOException {
    out.begin(3);
    out.word("FUNCTION");
    out.word("LOAD");
    out.word(code);
  }

  @Override
  public void database(int number, long keys, long expiring) {
    select(number);
  }

  /** {@inheritDoc} The command waits for the database's first key. */
  @Override
  public void select(int number) {
    db = number;
  }

  @Override
  public void entry(byte[] key, Value value, long expireAt, long idleSeconds, int frequency)
      throws IOException {
    if (db != selected) {
      out.begin(2);
      out.word("SELECT");
      out.word(db);
      selected = db;
    }
    try {
      value(key, value);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (expireAt != -1) {
      out.begin(3);
      out.word("PEXPIREAT");
      out.word(key);
      out.word(expireAt);
    }
  }

  private void value(byte[] key, Value value) throws IOException {
    switch (value) {
      case StringValue s -> string(key, s);
      case ListValue l -> l.range(0, l.size() - 1, elements("RPUSH", key, l.size(), 1));
      case HashValue h -> h.forEach(HashPart.BOTH, elements("HMSET", key, h.size(), 2));
      case SetValue s -> s.forEach(elements("SADD", key, s.size(), 1));
      case ZSetValue z -> {
        var members = elements("ZADD", key, z.size(), 2);
        z.forEach(z.all(), /* reverse= */ false, members.scored());
      }
      case StreamValue s -> new StreamCommands(out, key).write(s);
    }
  }

  private void string(byte[] key, StringValue value) throws IOException {
    out.begin(3);
    out.word("SET");
    out.word(key);
    if (value.isLong()) {
      out.word(value.asLong());
    } else {
      out.word(value.array(), 0, value.length());
    }
  }

  private ElementCommands elements(String command, byte[] key, long count, int width) {
    return new ElementCommands(out, command, key, count, width);
  }
}
