package dev.heddle.persist;

import dev.heddle.store.HashValue;
import dev.heddle.store.ListEnd;
import dev.heddle.store.ListValue;
import dev.heddle.store.Packing;
import dev.heddle.store.SetValue;
import dev.heddle.store.SipHash;
import dev.heddle.store.StringValue;
import dev.heddle.store.Thresholds;
import dev.heddle.store.Value;
import dev.heddle.store.ZSetValue;
import java.util.List;
import java.util.Random;

/** Values of all types with all kinds of elements, packed as the thresholds say. */
final class RandomValues {
  /** Thresholds under which every encoding comes about. */
  static final List<Thresholds> ALL_ENCODINGS =
      List.of(
          Thresholds.DEFAULTS,
          new Thresholds(1, 0, 0, 0, 0, 0, 0, 0, 0),
          new Thresholds(4, 1, 4, 64, 4, 4, 64, 4, 64),
          new Thresholds(-1, 2, 100_000, 10_000, 100_000, 100_000, 10_000, 100_000, 10_000),
          new Thresholds(-5, 1, 16, 8, 16, 16, 8, 16, 8));

  private final Random random;
  private final Packing packing;

  RandomValues(long seed, Thresholds thresholds) {
    random = new Random(seed);
    packing = new Packing(new SipHash(3, 4));
    packing.thresholds(thresholds);
  }

  Packing packing() {
    return packing;
  }

  /** A value of one type, 0 to 5, made of up to so many elements. */
  Value value(int type, int most) {
    int n = 1 + random.nextInt(most);
    return switch (type) {
      case 0 -> StringValue.of(element());
      case 1 -> list(n);
      case 2 -> hash(n);
      case 3 -> set(n);
      case 4 -> integers(n);
      default -> zset(n);
    };
  }

  private ListValue list(int n) {
    var list = new ListValue();
    for (int i = 0; i < n; i++) {
      byte[] element = element();
      list.expect(element.length, 1, packing);
      list.push(
          random.nextBoolean() ? ListEnd.LEFT : ListEnd.RIGHT, element, 0, element.length, packing);
    }
    return list;
  }

  private HashValue hash(int n) {
    var hash = new HashValue();
    for (int i = 0; i < n; i++) {
      byte[] field = element();
      byte[] value = element();
      hash.put(field, 0, field.length, value, 0, value.length, packing);
    }
    return hash;
  }

  private SetValue set(int n) {
    var set = new SetValue();
    for (int i = 0; i < n; i++) {
      byte[] member = element();
      set.add(member, 0, member.length, packing);
    }
    return set;
  }

  private SetValue integers(int n) {
    var set = new SetValue();
    int shift = random.nextInt(63);
    for (int i = 0; i < n; i++) {
      set.add(random.nextLong() >> shift, packing);
    }
    return set;
  }

  private ZSetValue zset(int n) {
    var set = new ZSetValue();
    for (int i = 0; i < n; i++) {
      set.add(element(), score(), packing);
    }
    return set;
  }

  double score() {
    return switch (random.nextInt(8)) {
      case 0 -> random.nextDouble();
      case 1 -> random.nextGaussian() * 1e300;
      case 2 -> Double.POSITIVE_INFINITY;
      case 3 -> Double.NEGATIVE_INFINITY;
      case 4 -> random.nextLong();
      case 5 -> Double.longBitsToDouble(random.nextLong() & 0x800f_ffff_ffff_ffffL);
      default -> random.nextInt(5);
    };
  }

  byte[] element() {
    return switch (random.nextInt(10)) {
      case 0 -> noise(random.nextInt(12));
      case 1 -> noise(random.nextInt(100));
      case 2 -> random.nextInt(20) == 0 ? noise(random.nextInt(20_000)) : noise(70);
      case 3 -> Fixture.bytes("abc".repeat(random.nextInt(60)));
      case 4 -> Fixture.bytes(Long.toString(random.nextLong() >> random.nextInt(64)));
      case 5 -> Fixture.bytes("0" + random.nextInt(100));
      default -> Fixture.bytes(Integer.toString(random.nextInt(1000) - 100));
    };
  }

  private byte[] noise(int length) {
    var noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }
}
