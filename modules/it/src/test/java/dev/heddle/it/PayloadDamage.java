package dev.heddle.it;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Payloads of DUMP of which some bytes are lost, doubled or changed, mostly with the checksum that
 * the rest should have.
 *
 * <pre>
 * Payload --> Body Version Checksum      2 and 8 bytes, little endian
 * </pre>
 */
final class PayloadDamage {
  static final int FOOTER = 10;

  /** Bodies in forms that only older or newer versions write. */
  static final List<String> OTHER_FORMS =
      List.of(
          "01 03 c001 03616263 0161",
          "03 02 0161 0131 0162 fe",
          "09 0c 02 0161 0100 31 0162 0100 32 ff",
          "0a 15 15000000 0f000000 0200 0003787878 0503787831 ff",
          "0d 1b 1b000000 17000000 0400 0003787878 050130 0303787831 050131 ff",
          "0c 1b 1b000000 17000000 0400 0003787878 050130 0303787831 050131 ff",
          "0e 01 15 15000000 0f000000 0200 0003787878 0503787831 ff",
          "14 0d 0d000000 0200 816102 816202 ff",
          "12 02 01 03616263 02 0a 0a000000 0100 816102 ff",
          "0f 01 10 0000000000000005 0000000000000001"
              + "1c 1c000000 0a00 01010001010181610200010201 00010001 01010401 ff"
              + "01 0501 01 0167 0501 01 0000000000000005 0000000000000001 0068e5cf8b010000 02"
              + "01 0163 0068e5cf8b010000 01 0000000000000005 0000000000000001",
          "15 01 10 0000000000000005 0000000000000001"
              + "1c 1c000000 0a00 01010001010181610200010201 00010001 01010401 ff"
              + "01 0501 0501 0000 01 01 0167 0501 01"
              + "01 0000000000000005 0000000000000001 0068e5cf8b010000 02"
              + "01 0163 0068e5cf8b010000 0068e5cf8b010000 01 0000000000000005 0000000000000001");

  private static final long POLYNOMIAL = 0x95ac9329ac4bc9b5L; // of CRC-64/Jones, reversed
  private static final String[] LENGTHS = {
    "80ffffffff",
    "807fffffff",
    "8000100000",
    "817fffffffffffffff",
    "81ffffffffffffffff",
    "7fff",
    "ffffff7f",
    "ffffffff",
    "ffff",
    "00",
    "7f",
    "80",
    "c0",
    "c3",
    "fe",
    "ff"
  };

  private final RandomGenerator random;
  private final List<byte[]> bodies;

  /** Damages payloads whose bodies are these. */
  PayloadDamage(RandomGenerator random, List<byte[]> bodies) {
    this.random = random;
    this.bodies = bodies;
  }

  byte[] payload() {
    byte[] body = any();
    for (int left = random.nextInt(4) == 0 ? 3 : 1; left > 0 && body.length > 0; left--) {
      body = damaged(body, place(body));
    }
    byte[] payload = summed(body);
    if (random.nextInt(20) == 0) {
      payload[random.nextInt(payload.length)] ^= 1;
    }
    return payload;
  }

  private byte[] any() {
    return bodies.get(random.nextInt(bodies.size()));
  }

  private int place(byte[] body) {
    return random.nextInt(random.nextBoolean() ? Math.min(body.length, 24) : body.length);
  }

  private byte[] damaged(byte[] body, int at) {
    int behind = Math.min(body.length, at + 1 + random.nextInt(8));
    return switch (random.nextInt(7)) {
      case 0 -> Arrays.copyOf(body, at);
      case 1 -> spliced(body, at, new byte[0], body, behind);
      case 2 -> spliced(body, at, Arrays.copyOfRange(body, at, behind), body, at);
      case 3 -> spliced(body, at, length(), body, Math.min(body.length, at + 1));
      case 4 -> spliced(body, at, new byte[] {(byte) random.nextInt()}, body, at + 1);
      case 5 -> {
        byte[] other = any();
        yield spliced(body, at, new byte[0], other, random.nextInt(other.length));
      }
      default ->
          spliced(
              body, at, new byte[] {(byte) (body[at] ^ (1 << random.nextInt(8)))}, body, at + 1);
    };
  }

  private byte[] length() {
    return HexFormat.of().parseHex(LENGTHS[random.nextInt(LENGTHS.length)]);
  }

  private static byte[] spliced(byte[] head, int to, byte[] middle, byte[] tail, int from) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(head, 0, to);
    bytes.writeBytes(middle);
    bytes.write(tail, from, tail.length - from);
    return bytes.toByteArray();
  }

  /** The payload of a body. */
  static byte[] summed(byte[] body) {
    byte[] payload = Arrays.copyOf(body, body.length + FOOTER);
    payload[body.length] = 11;
    long crc = 0;
    for (int i = 0; i < body.length + 2; i++) {
      crc ^= payload[i] & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : POLYNOMIAL);
      }
    }
    for (int i = 0; i < Long.BYTES; i++) {
      payload[body.length + 2 + i] = (byte) (crc >>> (8 * i));
    }
    return payload;
  }
}
