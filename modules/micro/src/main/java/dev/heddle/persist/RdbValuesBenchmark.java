package dev.heddle.persist;

import dev.heddle.micro.Keys;
import dev.heddle.store.HashValue;
import dev.heddle.store.Packing;
import dev.heddle.store.SipHash;
import dev.heddle.store.StringValue;
import dev.heddle.store.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Values as they stand in an RDB file, with compression, and with the sum of the file. */
@State(Scope.Thread)
public class RdbValuesBenchmark {
  private static final String NAME = "dump.rdb";
  private static final int IN_FILE = 1000; // values, before the file is read anew
  private static final RdbOptions OPTIONS =
      RdbOptions.ofValue(/* compress= */ true, /* checksum= */ true);

  /** What is written and read. */
  public enum Kind {
    /** A string of 64 bytes, which does not become shorter by compression. */
    STRING,
    /** A packed hash of ten fields. */
    SMALL_HASH,
    /** A hash of a thousand fields, a table. */
    LARGE_HASH
  }

  @Param public Kind kind;

  private final Packing packing = new Packing(new SipHash(1, 2));
  private RdbOutput out;
  private Value value;
  private RdbType type;
  private byte[] file;
  private RdbValues in;
  private int read;

  @Setup
  public void make() throws IOException {
    value =
        switch (kind) {
          case STRING -> StringValue.of(noise(64));
          case SMALL_HASH -> hash(10);
          case LARGE_HASH -> hash(1000);
        };
    type = RdbValues.type(value);
    out = new RdbOutput(new ForgetfulDisk().open(Path.of(NAME), Disk.Mode.CREATE), OPTIONS);
    var memory = new MemoryFile();
    var image = new RdbOutput(memory, OPTIONS);
    for (int i = 0; i < IN_FILE; i++) {
      RdbValues.write(value, image);
    }
    image.flush();
    file = memory.bytes();
    rewind();
  }

  private HashValue hash(int fields) {
    var hash = new HashValue();
    for (int i = 0; i < fields; i++) {
      byte[] text = Keys.key(i);
      hash.put(text, 0, text.length, text, 0, text.length, packing);
    }
    return hash;
  }

  /** Bytes that do not repeat. */
  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(1).nextBytes(bytes);
    return bytes;
  }

  private void rewind() throws IOException {
    var input = new FileInput(new MemoryFile(file, file.length), NAME);
    input.startChecksum();
    in = new RdbValues(new RdbInput(input), packing);
    read = 0;
  }

  /** One operation: one value. */
  @Benchmark
  public Object write() throws IOException {
    RdbValues.write(value, out);
    return out;
  }

  /** One operation: one value, checked down to its last byte. */
  @Benchmark
  public Object read() throws IOException {
    if (read++ == IN_FILE) {
      rewind();
      read = 1;
    }
    return in.read(type);
  }
}
