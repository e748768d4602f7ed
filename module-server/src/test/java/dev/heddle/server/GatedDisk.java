package dev.heddle.server;

import dev.heddle.persist.Disk;
import dev.heddle.persist.DiskFile;
import dev.heddle.persist.ForwardingDisk;
import dev.heddle.persist.ForwardingFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The machine's disk, but who reads a file from some offset on waits until the gate is opened. */
final class GatedDisk extends ForwardingDisk {
  private static final int PATIENCE_SECONDS = 30;

  private final long offset;
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch opened = new CountDownLatch(1);

  GatedDisk(long offset) {
    super(Disk.real());
    this.offset = offset;
  }

  /** Waits until a reader stands at the gate. */
  void awaitReader() throws InterruptedException {
    if (!reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody reads that far");
    }
  }

  void open() {
    opened.countDown();
  }

  private void pass(long position) throws IOException {
    if (position >= offset) {
      reached.countDown();
      try {
        if (!opened.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new IOException("the gate is not opened");
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  @Override
  public DiskFile open(Path file, Mode mode) throws IOException {
    return new GatedFile(this, super.open(file, mode));
  }

  private static final class GatedFile extends ForwardingFile {
    private final GatedDisk disk;

    GatedFile(GatedDisk disk, DiskFile real) {
      super(real);
      this.disk = disk;
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      disk.pass(position);
      return super.read(into, position);
    }
  }
}
