package dev.heddle.server.family;

import dev.heddle.persist.RdbFile;
import dev.heddle.resp.ReplyWriter;
import dev.heddle.server.command.Call;
import dev.heddle.server.command.Err;
import dev.heddle.server.command.Numbers;
import dev.heddle.store.Database;
import dev.heddle.store.Entry;
import dev.heddle.store.IntString;
import dev.heddle.store.ListPack;
import dev.heddle.store.ListValue;
import dev.heddle.store.Sizes;
import dev.heddle.store.StringValue;
import dev.heddle.store.Thresholds;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The subcommands of DEBUG that look at the data, and the one that makes some. */
final class DebugData {
  private static final byte[] DEFAULT_PREFIX = Call.ascii("key");

  private DebugData() {}

  // ---- digests

  static void digest(Call call, ReplyWriter out) {
    out.simple(DataDigest.ofKeyspace(call.keyspace(), call.now()));
  }

  static void digestValue(Call call, ReplyWriter out) {
    out.array(call.count() - 2);
    for (int i = 2; i < call.count(); i++) {
      Entry entry = call.peek(i);
      out.simple(entry == null ? DataDigest.ofNothing() : DataDigest.ofValue(entry));
    }
  }

  // ---- OBJECT, SDSLEN

  static void object(Call call, boolean compress, ReplyWriter out) {
    Entry entry = DebugEncodings.present(call);
    long idle = call.keyspace().idleSeconds(entry, call.now());
    String common =
        "Value at:0x%x refcount:%d encoding:%s serializedlength:%d lru:%d lru_seconds_idle:%d"
            .formatted(
                System.identityHashCode(entry.value()),
                ObjectCommands.references(entry.value()),
                entry.value().encoding(),
                RdbFile.length(entry.value(), compress),
                LruClock.at(call.now() - idle * 1000),
                idle);
    boolean linked = entry.value() instanceof ListValue list && list.encoding().equals("quicklist");
    out.simple(linked ? common + nodes((ListValue) entry.value(), call) : common);
  }

  private static String nodes(ListValue list, Call call) {
    var size = new NodeSizes();
    list.eachNode(size);
    Thresholds limits = call.keyspace().packing().thresholds();
    return String.format(
        Locale.ROOT,
        " ql_nodes:%d ql_avg_node:%.2f ql_listpack_max:%d ql_compressed:%d ql_uncompressed_size:%d",
        list.nodes(),
        (double) list.size() / list.nodes(),
        limits.listMaxListpackSize(),
        limits.listCompressDepth() == 0 ? 0 : 1,
        size.bytes);
  }

  private static final class NodeSizes implements ListValue.Nodes {
    private long bytes;

    @Override
    public void packed(byte[] listpack) {
      bytes += ListPack.bytes(listpack);
    }

    @Override
    public void plain(byte[] text) {
      bytes += text.length;
    }
  }

  /** {@code avail} is the room that is kept behind a text, {@code zmalloc} what its array takes. */
  static void sdslen(Call call, ReplyWriter out) {
    Entry entry = DebugEncodings.present(call);
    if (!(entry.value() instanceof StringValue text) || text instanceof IntString) {
      throw Err.NOT_AN_SDS;
    }
    Sizes sizes = call.keyspace().sizes();
    int key = entry.keyLength();
    int length = text.length();
    out.simple(
        ("key_sds_len:%d, key_sds_avail:0, key_zmalloc: %d,"
                + " val_sds_len:%d, val_sds_avail:%d, val_zmalloc: %d")
            .formatted(
                key, sizes.bytes(key), length, text.room(), sizes.bytes(length + text.room())));
  }

  // ---- POPULATE

  /** As in Redis, what it makes is not journalled, and keys that are there stay as they are. */
  static void populate(Call call, ReplyWriter out) {
    long count = positive(call, 2);
    byte[] prefix = call.count() > 3 ? call.copy(3) : DEFAULT_PREFIX;
    long size = call.count() > 4 ? positive(call, 4) : 0;
    if (size > StringValue.MAX_LENGTH) {
      throw Err.OUT_OF_RANGE;
    }
    for (long i = 0; i < count; i++) {
      byte[] value = Call.ascii("value:" + i);
      populate(call, joined(prefix, i), size == 0 ? value : Arrays.copyOf(value, (int) size));
    }
    out.ok();
  }

  private static void populate(Call call, byte[] key, byte[] value) {
    Database db = call.db();
    if (db.find(key, 0, key.length, call.now()) == null) {
      db.put(key, 0, key.length, StringValue.of(value), call.now());
    }
  }

  private static byte[] joined(byte[] prefix, long number) {
    byte[] rest = (":" + number).getBytes(StandardCharsets.US_ASCII);
    byte[] key = Arrays.copyOf(prefix, prefix.length + rest.length);
    System.arraycopy(rest, 0, key, prefix.length, rest.length);
    return key;
  }

  private static long positive(Call call, int i) {
    long value = Numbers.parse(call.args(), i, Err.NOT_POSITIVE);
    if (value < 0) {
      throw Err.NOT_POSITIVE;
    }
    return value;
  }
}
