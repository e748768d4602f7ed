package dev.heddle.micro;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Keys that are asked for one after the other, and over again: drawn at random, so that in a large
 * table each is somewhere else in memory. They lie in one array in the order of asking, as they
 * would in a connection's buffer: to read them costs next to nothing.
 */
public final class Keys {
  /** Bytes of a key. */
  public static final int LENGTH = 16;

  private static final byte[] FIRST = "key:000000000000".getBytes(StandardCharsets.US_ASCII);

  /** So many are drawn at most before they repeat. */
  private static final int MOST = 1 << 20;

  /** So many are drawn for each that there is. */
  private static final int ROUNDS = 4;

  private static final long SEED = 42;

  private final byte[] bytes;
  private int next;

  private Keys(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The key of a number, as {@code key:000000000042}. */
  public static byte[] key(int number) {
    byte[] key = FIRST.clone();
    int at = LENGTH;
    for (int left = number; left > 0; left /= 10) {
      key[--at] += (byte) (left % 10);
    }
    return key;
  }

  /** Keys drawn from those of the numbers from {@code first} on, {@code count} of them. */
  public static Keys among(int first, int count) {
    var random = new SplittableRandom(SEED);
    int drawn = (int) Math.min((long) ROUNDS * count, MOST);
    byte[] bytes = new byte[drawn * LENGTH];
    for (int i = 0; i < drawn; i++) {
      System.arraycopy(key(first + random.nextInt(count)), 0, bytes, i * LENGTH, LENGTH);
    }
    return new Keys(bytes);
  }

  /** The numbers below {@code count} in a random order, in which to make what has these keys. */
  public static int[] shuffled(int count) {
    var random = new SplittableRandom(SEED);
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      numbers[i] = numbers[j];
      numbers[j] = i;
    }
    return numbers;
  }

  /** The array that all keys lie in, {@link #LENGTH} bytes each. */
  public byte[] array() {
    return bytes;
  }

  /** Where the next key begins. */
  public int next() {
    int at = next;
    next = at + LENGTH == bytes.length ? 0 : at + LENGTH;
    return at;
  }
}
