package dev.heddle.persist;

import dev.heddle.store.Consumer;
import dev.heddle.store.ConsumerGroup;
import dev.heddle.store.HashValue;
import dev.heddle.store.ListEnd;
import dev.heddle.store.ListValue;
import dev.heddle.store.Packing;
import dev.heddle.store.PendingEntry;
import dev.heddle.store.SetValue;
import dev.heddle.store.SipHash;
import dev.heddle.store.StreamId;
import dev.heddle.store.StreamLimits;
import dev.heddle.store.StreamTrim;
import dev.heddle.store.StreamValue;
import dev.heddle.store.StreamWalk;
import dev.heddle.store.StringValue;
import dev.heddle.store.TextRow;
import dev.heddle.store.Thresholds;
import dev.heddle.store.Value;
import dev.heddle.store.ZSetValue;
import java.util.ArrayList;
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

  /** A value of one type, 0 to 6, made of up to so many elements. */
  Value value(int type, int most) {
    int n = 1 + random.nextInt(most);
    return switch (type) {
      case 0 -> StringValue.of(element());
      case 1 -> list(n);
      case 2 -> hash(n);
      case 3 -> set(n);
      case 4 -> integers(n);
      case 5 -> zset(n);
      default -> stream(n);
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

  /** A stream to which so much was done, in nodes of up to eight entries. */
  StreamValue stream(int changes) {
    var limits = new StreamLimits(random.nextBoolean() ? 0 : 300, 1 + random.nextInt(8));
    var stream = new StreamValue();
    long now = 1_700_000_000_000L;
    for (int i = 0; i < changes; i++) {
      now += random.nextInt(3);
      switch (random.nextInt(12)) {
        case 0 -> stream.delete(idOf(stream, now));
        case 1 -> deliver(stream, now);
        case 2 -> acknowledge(stream);
        case 3 -> group(stream, now);
        case 4 -> trim(stream);
        default -> stream.add(nextId(stream, now), fields(), limits);
      }
    }
    return stream;
  }

  private StreamId nextId(StreamValue stream, long now) {
    StreamId next = stream.lastId().next();
    return next.ms() < now ? new StreamId(now, random.nextInt(2)) : next;
  }

  /** The id of about the half of a stream's entries. */
  private StreamId idOf(StreamValue stream, long now) {
    StreamId first = stream.firstId();
    long ms = first.ms() + (long) (random.nextDouble() * (now - first.ms() + 1));
    StreamWalk walk = stream.walk(new StreamId(ms, 0), StreamId.MAX, /* reverse= */ false);
    return walk.next() ? walk.id() : first;
  }

  private void trim(StreamValue stream) {
    long length = stream.length() - random.nextInt(4);
    if (random.nextInt(4) == 0 && length > 0) {
      stream.trim(StreamTrim.toLength(length, random.nextBoolean(), 0));
    }
  }

  private void group(StreamValue stream, long now) {
    byte[] name = element();
    ConsumerGroup group = stream.group(name);
    if (group == null) {
      StreamId last = random.nextBoolean() ? StreamId.MIN : idOf(stream, now);
      stream.addGroup(name, last, ConsumerGroup.UNKNOWN);
    } else {
      stream.removeGroup(name);
    }
  }

  private void deliver(StreamValue stream, long now) {
    for (ConsumerGroup group : stream.groups()) {
      byte[] name = Fixture.bytes("consumer:" + random.nextInt(3));
      Consumer consumer = group.consumer(name);
      if (consumer == null) {
        consumer = group.addConsumer(name, now);
      }
      StreamWalk walk = stream.walk(group.lastId().next(), StreamId.MAX, /* reverse= */ false);
      for (int left = random.nextInt(5); left > 0 && walk.next(); left--) {
        stream.delivered(group, walk.id());
        group.deliver(walk.ms(), walk.seq(), consumer, now);
      }
    }
  }

  private void acknowledge(StreamValue stream) {
    for (ConsumerGroup group : stream.groups()) {
      PendingEntry entry = random.nextBoolean() ? group.firstPending() : group.lastPending();
      if (entry != null) {
        group.redeliver(entry, entry.consumer(), entry.deliveredAt(), random.nextInt(1000));
        if (random.nextBoolean()) {
          group.acknowledge(entry.ms(), entry.seq());
        }
      }
    }
  }

  /** Fields and values; often the same fields. */
  TextRow fields() {
    var texts = new ArrayList<byte[]>();
    int most = random.nextInt(4) == 0 ? random.nextInt(3) : 1;
    for (int i = 0; i <= most; i++) {
      texts.add(random.nextInt(10) == 0 ? element() : Fixture.bytes("field:" + i));
      texts.add(element());
    }
    return new Row(texts);
  }

  /** TextRow, each an array of its own. */
  record Row(List<byte[]> texts) implements TextRow {
    @Override
    public int count() {
      return texts.size();
    }

    @Override
    public byte[] array(int i) {
      return texts.get(i);
    }

    @Override
    public int offset(int i) {
      return 0;
    }

    @Override
    public int length(int i) {
      return texts.get(i).length;
    }
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
