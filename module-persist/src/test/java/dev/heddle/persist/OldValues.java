package dev.heddle.persist;

import static dev.heddle.persist.Fixture.concat;
import static dev.heddle.persist.OldFormats.bytes;
import static dev.heddle.persist.OldFormats.intSet;
import static dev.heddle.persist.OldFormats.length;
import static dev.heddle.persist.OldFormats.little;
import static dev.heddle.persist.OldFormats.string;
import static dev.heddle.persist.OldFormats.zipList;
import static dev.heddle.persist.OldFormats.zipMap;

import dev.heddle.store.ListPack;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** Values in every form in which some version of Redis wrote them, and payloads of them. */
final class OldValues {
  /** The numbers of all types but those of modules. */
  static final List<Integer> TYPES =
      List.of(0, 1, 2, 3, 4, 5, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21);

  /** A stream's node of one entry, 5-1: a=1; its length; the last id. */
  private static final String STREAM_BEGIN =
      "01 10 0000000000000005 0000000000000001"
          + "1c 1c000000 0a00 01010001010181610200010201 00010001 01010401 ff"
          + "01 0501";

  /** A group's pending entry 5-1, then its consumer c, up to when it was seen. */
  private static final String PENDING =
      "01 0000000000000005 0000000000000001 0068e5cf8b010000 02" + "01 0163 0068e5cf8b010000";

  private static final String ITS_ENTRY = "01 0000000000000005 0000000000000001";

  private OldValues() {}

  /** A value of a type, of so many elements of such a length where its form has a choice. */
  static byte[] body(int type, int count, int length) {
    var names = IntStream.range(0, count).mapToObj(i -> name(i, length)).toArray(String[]::new);
    var pairs =
        IntStream.range(0, 2 * count)
            .mapToObj(i -> i % 2 == 0 ? name(i / 2, length) : Integer.toString(i / 2))
            .toArray(String[]::new);
    return switch (type) {
      case 0 -> string(Fixture.bytes(name(count, length)));
      case 9 -> string(zipMap(0, Arrays.stream(pairs).map(Fixture::bytes).toList()));
      case 12, 13 -> string(zipList(Arrays.stream(pairs).map(Fixture::bytes).toArray()));
      case 16, 17 -> string(pack(pairs));
      case 10 -> string(zipList(Arrays.stream(names).map(Fixture::bytes).toArray()));
      case 14 ->
          concat(bytes(1), string(zipList(Arrays.stream(names).map(Fixture::bytes).toArray())));
      case 18 -> concat(bytes(1, 2), string(pack(names)));
      case 20 -> string(pack(names));
      case 11 -> string(intSet(IntStream.range(0, count).toArray()));
      case 1, 2 -> concat(length(count), strings(names));
      case 3, 4 -> concat(length(count), strings(pairs));
      case 5 -> {
        byte[][] members = Arrays.stream(names).map(n -> scored(n, 1)).toArray(byte[][]::new);
        yield concat(length(count), concat(members));
      }
      case 15 -> hex(STREAM_BEGIN + "01 0167 0501" + PENDING + ITS_ENTRY);
      case 19 -> hex(STREAM_BEGIN + "0501 0000 01" + "01 0167 0501 01" + PENDING + ITS_ENTRY);
      case 21 ->
          hex(
              STREAM_BEGIN
                  + "0501 0000 01"
                  + "01 0167 0501 01"
                  + PENDING
                  + "0068e5cf8b010000"
                  + ITS_ENTRY);
      default -> throw new IllegalArgumentException();
    };
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  private static String name(int i, int length) {
    return String.format("%0" + length + "d", i).replace('0', 'x');
  }

  private static byte[] strings(String... texts) {
    return concat(Arrays.stream(texts).map(t -> string(Fixture.bytes(t))).toArray(byte[][]::new));
  }

  /** A member of a sorted set with its score. */
  static byte[] scored(String member, double score) {
    return concat(string(Fixture.bytes(member)), little(8).putDouble(score).array());
  }

  /** A listpack. */
  static byte[] pack(String... elements) {
    byte[] list = ListPack.empty();
    for (String element : elements) {
      byte[] text = Fixture.bytes(element);
      list = ListPack.append(list, text, 0, text.length);
    }
    return Arrays.copyOf(list, ListPack.bytes(list));
  }

  /** A payload of a type's byte and a value, or of what claims to be that. */
  static byte[] payload(byte[] body) {
    return payload(body, 10);
  }

  /** As {@link #payload(byte[])}, of a version. */
  static byte[] payload(byte[] body, int version) {
    byte[] summed = concat(body, bytes(version, version >> 8));
    return concat(summed, little(8).putLong(Crc64.update(0, summed, 0, summed.length)).array());
  }
}
