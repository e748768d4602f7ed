package dev.heddle.persist;

/** Reports progress about once per megabyte over the files of a load. */
final class ProgressMeter {
  private static final long STEP = 1 << 20;

  private final LoadProgress progress;
  private final long total;
  private long before;
  private long next = STEP;

  ProgressMeter(LoadProgress progress, long total) {
    this.progress = progress;
    this.total = total;
  }

  /** The current file was read up to this offset. */
  void at(long offset) {
    if (before + offset >= next) {
      next = before + offset + STEP;
      progress.loaded(before + offset, total);
    }
  }

  /** A file of this size is done. */
  void fileDone(long size) {
    before += size;
    progress.loaded(before, total);
  }
}
