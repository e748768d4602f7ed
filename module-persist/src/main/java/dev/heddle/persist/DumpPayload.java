package dev.heddle.persist;

import dev.heddle.store.Packing;
import dev.heddle.store.Value;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A value on its way between servers, as DUMP gives it and RESTORE takes it.
 *
 * <pre>
 * Payload  --> Type Value Version Checksum
 * Type     --> byte             see RdbType
 * Version  --> UInt16LE         of the RDB format
 * Checksum --> Int64LE          Crc64 of all before
 *
 * the string "bar": 00 03 62 61 72  0a 00  e6 be 49 60 ee 66 fd 17
 * </pre>
 *
 * <p>Bytes between value and version are passed over, as in Redis.
 */
public final class DumpPayload {
  private static final int CHECKSUM = Long.BYTES;
  private static final int FOOTER = Short.BYTES + CHECKSUM;
  private static final int BUFFER = 1 << 12;
  private static final String NAME = "DUMP payload";

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private DumpPayload() {}

  /**
   * The payload of a value.
   *
   * @param compress {@code rdbcompression}: LZF for strings over 20 bytes
   * @throws ArithmeticException if it became longer than an array
   */
  public static byte[] dump(Value value, boolean compress) {
    var file = new MemoryFile();
    var out = new RdbOutput(file, RdbOptions.ofValue(compress, /* checksum= */ true), BUFFER);
    try {
      out.write(RdbValues.type(value).id);
      RdbValues.write(value, out);
      out.write(RdbFormat.WRITTEN_VERSION);
      out.write(RdbFormat.WRITTEN_VERSION >> 8);
      out.int64(out.flush());
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory never fails
    }
    return file.bytes();
  }

  /** Whether the payload is of a version that can be read, and arrived as it was sent. */
  public static boolean isIntact(byte[] payload) {
    int sum = payload.length - CHECKSUM;
    if (payload.length < FOOTER) {
      return false;
    }
    int version = Short.toUnsignedInt((short) SHORT.get(payload, sum - Short.BYTES));
    return version <= RdbFormat.MAX_VERSION
        && Crc64.update(0, payload, 0, sum) == (long) LONG.get(payload, sum);
  }

  /**
   * The sources of the libraries in a payload of FUNCTION DUMP.
   *
   * @throws RdbFormatException if it is not {@link #isIntact}, or holds something else
   */
  public static List<byte[]> functions(byte[] payload) throws RdbFormatException {
    var codes = new ArrayList<byte[]>();
    try (var file = open(payload)) {
      var in = new RdbInput(file);
      while (file.remaining() > 0) {
        if (in.next() != RdbFormat.FUNCTION) {
          throw in.bad("not a library of functions");
        }
        codes.add(in.string());
      }
    } catch (RdbFormatException e) {
      throw e;
    } catch (EOFException e) {
      throw new RdbFormatException("Unexpected EOF", NAME, payload.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory never fails
    }
    return codes;
  }

  /**
   * The value of a payload, which is checked whole before it becomes one.
   *
   * @throws RdbFormatException if it is not {@link #isIntact}, not a value, one of a type that is
   *     not known, or a collection without elements
   */
  public static Value restore(byte[] payload, Packing packing) throws RdbFormatException {
    try (var file = open(payload)) {
      return read(new RdbInput(file), packing);
    } catch (RdbFormatException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory never fails
    }
  }

  private static FileInput open(byte[] payload) throws IOException {
    if (!isIntact(payload)) {
      throw new RdbFormatException("version or checksum are wrong", NAME, 0);
    }
    return new FileInput(new MemoryFile(payload, payload.length - FOOTER), NAME);
  }

  private static Value read(RdbInput in, Packing packing) throws IOException {
    try {
      Value value = new RdbValues(in, packing).read(RdbType.of(in.next(), in));
      if (value.isEmpty()) {
        throw in.bad("a collection without elements");
      }
      return value;
    } catch (EOFException e) {
      throw in.bad("Unexpected EOF");
    }
  }
}
