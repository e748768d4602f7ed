package dev.heddle.persist;

import dev.heddle.store.Value;
import java.io.IOException;
import java.time.Instant;

/** Writes the contents of an RDB file of version 10 in order; the format: {@link RdbFormat}. */
public final class RdbWriter implements KeyspaceWriter {
  private static final String REDIS_VERSION = "7.2.0";

  private final RdbOutput out;
  private final RdbOptions options;

  RdbWriter(RdbOutput out, RdbOptions options) {
    this.out = out;
    this.options = options;
  }

  void begin(Instant now, long usedMemory) throws IOException {
    out.write(RdbFormat.MAGIC, RdbFormat.MAGIC.length);
    out.write('0');
    out.write('0');
    out.write('0' + RdbFormat.WRITTEN_VERSION / 10);
    out.write('0' + RdbFormat.WRITTEN_VERSION % 10);
    aux("redis-ver", REDIS_VERSION);
    aux("redis-bits", "64");
    aux("ctime", Long.toString(now.getEpochSecond()));
    aux("used-mem", Long.toString(usedMemory));
    aux("aof-base", options.aofBase() ? "1" : "0");
  }

  @Override
  public void function(byte[] code) throws IOException {
    out.write(RdbFormat.FUNCTION);
    out.string(code);
  }

  @Override
  public void database(int db, long keys, long expiring) throws IOException {
    select(db);
    out.write(RdbFormat.RESIZE_DB);
    out.length(keys);
    out.length(expiring);
  }

  @Override
  public void select(int db) throws IOException {
    out.write(RdbFormat.SELECT_DB);
    out.length(db);
  }

  @Override
  public void entry(byte[] key, Value value, long expireAt, long idleSeconds, int frequency)
      throws IOException {
    if (expireAt != -1) {
      out.write(RdbFormat.EXPIRE_MS);
      out.int64(expireAt);
    }
    switch (options.access()) {
      case NONE -> {}
      case IDLE_TIME -> {
        out.write(RdbFormat.IDLE);
        out.length(idleSeconds);
      }
      case FREQUENCY -> {
        out.write(RdbFormat.FREQUENCY);
        out.write(frequency);
      }
    }
    out.write(RdbValues.type(value).id);
    out.string(key);
    RdbValues.write(value, out);
  }

  void end() throws IOException {
    out.write(RdbFormat.EOF);
    out.int64(out.flush());
    out.flush();
  }

  private void aux(String key, String value) throws IOException {
    out.write(RdbFormat.AUX);
    out.string(key);
    out.string(value);
  }
}
