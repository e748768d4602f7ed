package dev.heddle.server.family;

import dev.heddle.store.Decimal;
import dev.heddle.store.Elements;
import dev.heddle.store.Entry;
import dev.heddle.store.HashPart;
import dev.heddle.store.HashValue;
import dev.heddle.store.Keyspace;
import dev.heddle.store.ListValue;
import dev.heddle.store.Scored;
import dev.heddle.store.SetValue;
import dev.heddle.store.StreamId;
import dev.heddle.store.StreamValue;
import dev.heddle.store.StreamWalk;
import dev.heddle.store.StringValue;
import dev.heddle.store.Value;
import dev.heddle.store.ZSetValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digests of DEBUG DIGEST and DEBUG DIGEST-VALUE, which are those of Redis for the same data:
 * 20 bytes, at first all zero, to which texts are added in two ways.
 *
 * <pre>
 * toss t in   digest = digest xor SHA1(t)              the order does not matter
 * mix t in    digest = SHA1(digest xor SHA1(t))        the order matters
 *
 * Keyspace --> ( mix Index, ( toss Key )* )*           databases that are not empty
 * Key      --> mix key, Value, ( toss "!!expire!!" )?  a digest of its own
 * Value    --> mix Type, String | ( mix element )* | ( toss member )* | ( toss Pair )*
 *            | ( mix ms "." seq, ( mix field, mix value )+ )*
 * Pair     --> mix member, mix score | mix field, mix value   a digest of its own
 * Index, Type --> UInt32BE         string, list, set, sorted set, hash: 0 to 4; stream: 6
 * </pre>
 */
final class DataDigest {
  private static final byte[] EXPIRES = "!!expire!!".getBytes(StandardCharsets.US_ASCII);
  private static final int LENGTH = 20;
  private static final int SCORE_DIGITS = 17;
  private static final int LEAST_PLAIN_EXPONENT = -4;

  private final MessageDigest sha1;
  private final byte[] digest = new byte[LENGTH];

  private DataDigest(MessageDigest sha1) {
    this.sha1 = sha1;
  }

  private static DataDigest empty() {
    try {
      return new DataDigest(MessageDigest.getInstance("SHA-1"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-1", e);
    }
  }

  /** The digest of nothing, in hexadecimal digits. */
  static String ofNothing() {
    return empty().text();
  }

  /** The digest of the value of an entry, in hexadecimal digits. */
  static String ofValue(Entry entry) {
    DataDigest digest = empty();
    digest.addValue(entry);
    return digest.text();
  }

  /** The digest of all live keys, in hexadecimal digits. */
  static String ofKeyspace(Keyspace keyspace, long now) {
    DataDigest all = empty();
    for (int i = 0; i < keyspace.databases(); i++) {
      if (keyspace.database(i).size() > 0) {
        all.mix(bytes(i));
        keyspace.database(i).forEach(now, all::addKey);
      }
    }
    return all.text();
  }

  private void addKey(Entry entry) {
    var key = new DataDigest(sha1);
    key.mix(entry.key());
    key.addValue(entry);
    toss(key.digest);
  }

  private void addValue(Entry entry) {
    add(entry.value());
    if (entry.expireAt() != Entry.NO_EXPIRY) {
      toss(EXPIRES);
    }
  }

  private void add(Value value) {
    switch (value) {
      case StringValue string -> {
        mix(bytes(0));
        mix(string.array(), 0, string.length());
      }
      case ListValue list -> {
        mix(bytes(1));
        list.range(0, list.size() - 1, new Texts(this::mix));
      }
      case SetValue set -> {
        mix(bytes(2));
        set.forEach(new Texts(this::toss));
      }
      case ZSetValue set -> {
        mix(bytes(3));
        set.forEach(set.all(), /* reverse= */ false, new Scores(this));
      }
      case HashValue hash -> {
        mix(bytes(4));
        hash.forEach(HashPart.BOTH, new Pairs(this));
      }
      case StreamValue stream -> {
        mix(bytes(6));
        add(stream);
      }
    }
  }

  private void add(StreamValue stream) {
    StreamWalk walk = stream.walk(StreamId.MIN, StreamId.MAX, /* reverse= */ false);
    while (walk.next()) {
      mix(walk.id().toString().replace('-', '.').getBytes(StandardCharsets.US_ASCII));
      walk.give(new Texts(this::mix));
    }
  }

  // ---- elements

  @FunctionalInterface
  private interface Sink {
    void take(byte[] a, int off, int len);
  }

  private record Texts(Sink sink) implements Elements {
    @Override
    public void text(byte[] a, int off, int len) {
      sink.take(a, off, len);
    }

    @Override
    public void number(long value) {
      byte[] text = Decimal.text(value);
      sink.take(text, 0, text.length);
    }
  }

  private record Scores(DataDigest of) implements Scored {
    @Override
    public void text(byte[] a, int off, int len, double score) {
      var pair = new DataDigest(of.sha1);
      pair.mix(a, off, len);
      pair.mix(scoreText(score).getBytes(StandardCharsets.US_ASCII));
      of.toss(pair.digest);
    }

    @Override
    public void number(long member, double score) {
      byte[] text = Decimal.text(member);
      text(text, 0, text.length, score);
    }
  }

  /** Fields, each followed by its value. */
  private static final class Pairs implements Elements {
    private final DataDigest of;
    private DataDigest pair;
    private boolean inPair;

    Pairs(DataDigest of) {
      this.of = of;
      this.pair = new DataDigest(of.sha1);
    }

    @Override
    public void text(byte[] a, int off, int len) {
      pair.mix(a, off, len);
      if (inPair) {
        of.toss(pair.digest);
        pair = new DataDigest(of.sha1);
      }
      inPair = !inPair;
    }

    @Override
    public void number(long value) {
      byte[] text = Decimal.text(value);
      text(text, 0, text.length);
    }
  }

  /** A score as C's {@code %.17g} prints it. */
  static String scoreText(double score) {
    if (Double.isInfinite(score)) {
      return score > 0 ? "inf" : "-inf";
    }
    if (score == 0) {
      return 1 / score < 0 ? "-0" : "0";
    }
    var rounded = new BigDecimal(score).round(new MathContext(SCORE_DIGITS)).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= LEAST_PLAIN_EXPONENT && exponent < SCORE_DIGITS) {
      return rounded.toPlainString();
    }
    BigDecimal first = rounded.movePointLeft(exponent);
    return "%se%s%02d"
        .formatted(first.toPlainString(), exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  // ---- digests

  private void toss(byte[] text) {
    toss(text, 0, text.length);
  }

  private void toss(byte[] a, int off, int len) {
    sha1.update(a, off, len);
    byte[] hash = sha1.digest();
    for (int i = 0; i < LENGTH; i++) {
      digest[i] ^= hash[i];
    }
  }

  private void mix(byte[] text) {
    mix(text, 0, text.length);
  }

  private void mix(byte[] a, int off, int len) {
    toss(a, off, len);
    byte[] hash = sha1.digest(digest);
    System.arraycopy(hash, 0, digest, 0, LENGTH);
  }

  private static byte[] bytes(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  private String text() {
    return HexFormat.of().formatHex(digest);
  }
}
