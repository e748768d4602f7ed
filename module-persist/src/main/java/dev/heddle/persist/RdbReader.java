package dev.heddle.persist;

import dev.heddle.store.Packing;
import dev.heddle.store.Value;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads an RDB file of version 1 to 11 into an {@link RdbSink}; the format: {@link RdbFormat}. */
public final class RdbReader {
  /**
   * What was read.
   *
   * @param version the file's version
   * @param keys how many keys it held
   * @param emptyKeys how many more it held whose collections had no elements: they were passed over
   * @param bytes its length
   */
  public record Summary(int version, long keys, long emptyKeys, long bytes) {}

  /** Bytes of a type, an empty key and an empty value. */
  private static final int SHORTEST_ENTRY = 3;

  /** So many keys that are passed over are named in the log. */
  private static final int EMPTY_KEYS_NAMED = 10;

  private final FileInput file;
  private final RdbInput in;
  private final RdbValues values;
  private final RdbSink sink;
  private final Log log;
  private final ProgressMeter meter;
  private int version;
  private int db;
  private long keys;
  private long emptyKeys;
  private long expireAt = -1;
  private long idleSeconds = -1;
  private int frequency = -1;

  RdbReader(FileInput file, Packing packing, RdbSink sink, Log log, ProgressMeter meter) {
    this.file = file;
    this.in = new RdbInput(file);
    this.values = new RdbValues(in, packing);
    this.sink = sink;
    this.log = log;
    this.meter = meter;
  }

  /**
   * Reads a file.
   *
   * @param verify whether its checksum must be right ({@code rdbchecksum})
   * @param packing how the collections are packed that are made of it
   * @throws RdbFormatException if it is damaged, cut, or holds what is not known
   * @throws IOException naming the file, if it cannot be read
   */
  public static Summary read(
      Environment env,
      Path file,
      boolean verify,
      Packing packing,
      RdbSink sink,
      LoadProgress progress)
      throws IOException {
    String name = file.getFileName().toString();
    try (var input = new FileInput(env.disk().open(file, Disk.Mode.READ), name)) {
      var meter = new ProgressMeter(progress, input.size());
      var summary = new RdbReader(input, packing, sink, env.log(), meter).read(verify);
      meter.fileDone(input.size());
      return summary;
    } catch (CorruptFileException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("Error loading the RDB file " + file + ": " + DiskError.reason(e), e);
    }
  }

  /** Reads from the magic to the checksum; bytes may follow. */
  Summary read(boolean verify) throws IOException {
    try {
      file.startChecksum();
      header();
      while (next(in.next())) {
        meter.at(file.offset());
        sink.at(file.offset());
      }
      sink.finish();
      checksum(verify);
      return new Summary(version, keys, emptyKeys, file.offset());
    } catch (EOFException e) {
      throw in.bad("Unexpected EOF reading RDB file");
    } catch (LoadException e) {
      long offset = e.offset(file.offset());
      throw new RdbFormatException(String.valueOf(e.getMessage()), file.name(), offset);
    }
  }

  private void header() throws IOException {
    if (!file.startsWith(RdbFormat.MAGIC)) {
      throw in.bad("Wrong signature trying to load DB from file");
    }
    file.bytes(RdbFormat.MAGIC.length);
    String digits = new String(file.bytes(4), StandardCharsets.ISO_8859_1);
    version = digits.matches("[0-9]{4}") ? Integer.parseInt(digits) : 0;
    if (version < 1 || version > RdbFormat.MAX_VERSION) {
      throw in.bad("Can't handle RDB format version " + digits);
    }
  }

  /** Reads one field or entry; false at the end. */
  private boolean next(int opcode) throws IOException, LoadException {
    switch (opcode) {
      case RdbFormat.EXPIRE_MS -> expireAt = expiry(in.int64());
      case RdbFormat.EXPIRE_S -> expireAt = expiry(in.int32() * 1000L);
      case RdbFormat.IDLE -> idleSeconds = in.length();
      case RdbFormat.FREQUENCY -> frequency = in.next();
      case RdbFormat.SELECT_DB -> db = database();
      case RdbFormat.RESIZE_DB -> sink.database(db, hint(in.length()), hint(in.length()));
      case RdbFormat.AUX -> sink.aux(new String(in.string(), StandardCharsets.UTF_8), in.string());
      case RdbFormat.FUNCTION -> sink.function(in.string());
      case RdbFormat.FUNCTION_PREVIEW ->
          throw in.bad("Functions as Redis 7.0 release candidates wrote them are not supported");
      case RdbFormat.MODULE_AUX -> new RdbModule(in).skip(log, file.name());
      case RdbFormat.EOF -> {
        return false;
      }
      default -> entry(opcode);
    }
    return true;
  }

  /** An expiry time before 1970 has passed as well as any; -1 would mean that there is none. */
  private static long expiry(long time) {
    return Math.max(0, time);
  }

  private int database() throws IOException {
    long n = in.length();
    if (n > Integer.MAX_VALUE) {
      throw in.bad("database " + n + " is out of range");
    }
    return (int) n;
  }

  private long hint(long n) {
    return Math.min(n, file.remaining() / SHORTEST_ENTRY);
  }

  private void entry(int id) throws IOException, LoadException {
    var type = RdbType.of(id, in);
    byte[] key = in.string();
    Value value = values.read(type);
    if (value.isEmpty()) {
      skip(key);
    } else {
      sink.entry(db, key, value, expireAt, idleSeconds, frequency);
      keys++;
    }
    expireAt = -1;
    idleSeconds = -1;
    frequency = -1;
  }

  private void skip(byte[] key) {
    emptyKeys++;
    if (emptyKeys <= EMPTY_KEYS_NAMED) {
      log.warning("rdbLoadObject skipping empty key: " + new String(key, StandardCharsets.UTF_8));
    }
  }

  private void checksum(boolean verify) throws IOException {
    long actual = file.endChecksum();
    if (version < RdbFormat.CHECKSUM_SINCE) {
      return;
    }
    long expected = in.int64();
    if (verify && expected != 0 && expected != actual) {
      throw in.bad(
          String.format("Wrong RDB checksum expected: (%x) but got (%x)", expected, actual));
    }
  }
}
