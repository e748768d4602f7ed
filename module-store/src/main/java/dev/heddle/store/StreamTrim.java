package dev.heddle.store;

/**
 * Which of the oldest entries are cut off a stream.
 *
 * @param byLength all but the last {@code threshold} entries; else those with an id below {@code
 *     minId}
 * @param threshold how many entries stay; 0 or more
 * @param minId the least id that stays
 * @param approximate only whole nodes are cut off
 * @param limit so many entries are cut off at most; 0: any number
 */
public record StreamTrim(
    boolean byLength, long threshold, StreamId minId, boolean approximate, long limit) {

  /** All but the last entries. */
  public static StreamTrim toLength(long threshold, boolean approximate, long limit) {
    return new StreamTrim(/* byLength= */ true, threshold, StreamId.MIN, approximate, limit);
  }

  /** What has an id below one. */
  public static StreamTrim below(StreamId minId, boolean approximate, long limit) {
    return new StreamTrim(/* byLength= */ false, 0, minId, approximate, limit);
  }
}
