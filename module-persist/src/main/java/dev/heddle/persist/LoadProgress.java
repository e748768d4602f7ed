package dev.heddle.persist;

/** Told now and then, about once per megabyte, how far loading has come. */
@FunctionalInterface
public interface LoadProgress {
  LoadProgress NONE = (done, total) -> {};

  /** {@code done} of {@code total} bytes, over all files of the load. */
  void loaded(long done, long total);
}
