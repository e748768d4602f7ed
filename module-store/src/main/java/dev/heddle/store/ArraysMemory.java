package dev.heddle.store;

/**
 * What many arrays of bytes take on the heap, kept by arithmetic: exact for every size of headers.
 *
 * <p>Headers are whole words of four bytes and objects begin at every second word, so that the
 * number of words and the number of arrays with an odd number of them are all there is to know.
 */
final class ArraysMemory {
  private static final int WORD = Integer.BYTES;

  private long arrays;
  private long words;
  private long odd;

  /** Counts an array of this length in. */
  void add(int length) {
    arrays++;
    words += words(length);
    odd += words(length) & 1;
  }

  /** Counts an array of this length out. */
  void remove(int length) {
    arrays--;
    words -= words(length);
    odd -= words(length) & 1;
  }

  /** Bytes on the heap. */
  long bytes(Sizes sizes) {
    boolean oddHeader = sizes.arrayHeader() / WORD % 2 == 1;
    long padded = oddHeader ? arrays - odd : odd;
    return arrays * sizes.arrayHeader() + (words + padded) * WORD;
  }

  private static long words(int length) {
    return (length + WORD - 1L) / WORD;
  }
}
