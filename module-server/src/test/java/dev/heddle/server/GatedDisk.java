package dev.heddle.server;

import dev.heddle.persist.Disk;
import dev.heddle.persist.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The machine's disk, but who reads a file from some offset on waits until the gate is opened. */
final class GatedDisk implements Disk {
  private static final int PATIENCE_SECONDS = 30;

  private final Disk real = Disk.real();
  private final long offset;
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch opened = new CountDownLatch(1);

  GatedDisk(long offset) {
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
    return new GatedFile(this, real.open(file, mode));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    real.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    real.delete(file);
  }

  @Override
  public boolean exists(Path file) {
    return real.exists(file);
  }

  @Override
  public void makeDirectory(Path directory) throws IOException {
    real.makeDirectory(directory);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    real.forceDirectory(directory);
  }

  private record GatedFile(GatedDisk disk, DiskFile real) implements DiskFile {
    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      disk.pass(position);
      return real.read(into, position);
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      return real.write(from, position);
    }

    @Override
    public void truncate(long size) throws IOException {
      real.truncate(size);
    }

    @Override
    public void force() throws IOException {
      real.force();
    }

    @Override
    public long size() throws IOException {
      return real.size();
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }
}
